//! Text for snapshots: a table, or a block of lines for each row.

/// A cell: its lines.
pub type Cell = Vec<String>;

/// The longest line of a cell that is broken into several.
const WIDTH: usize = 90;

/// A name, and what there is to say of it.
pub type Row = (String, Vec<Cell>);

/// Writes rows under a header, each column as wide as its widest line; an empty cell as a dash.
pub fn table(header: &[&str], rows: &[Row]) -> String {
    let header: Vec<Cell> = header.iter().map(|title| vec![(*title).to_owned()]).collect();
    let with_dash = |cell: &Cell| if cell.is_empty() { vec!["-".to_owned()] } else { cell.clone() };
    let rows: Vec<Vec<Cell>> = rows
        .iter()
        .map(|(name, cells)| std::iter::once(vec![name.clone()]).chain(cells.iter().map(with_dash)).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&header]).filter_map(|row| row.get(column));
        cells.flatten().map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let rule: Vec<Cell> = widths.iter().map(|width| vec!["-".repeat(*width)]).collect();
    let mut text = String::new();
    for row in [&header, &rule].into_iter().chain(&rows) {
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let line = cell.get(at).map_or("", String::as_str);
                format!("{line:width$}")
            });
            text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        }
    }
    text
}

/// Writes each row as a block: its name, then a line for each cell that says something. Unlike a table, it changes only
/// where a row does.
pub fn blocks(labels: &[&str], rows: &[Row]) -> String {
    let width = labels.iter().map(|label| label.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, cells) in rows {
        text.push_str(name);
        text.push('\n');
        if cells.iter().all(Vec::is_empty) {
            text.push_str("    nothing\n");
        }
        for (label, cell) in labels.iter().zip(cells) {
            for (at, line) in cell.iter().enumerate() {
                let label = if at == 0 { label } else { "" };
                text.push_str(&format!("    {label:width$}  {line}\n"));
            }
        }
    }
    text
}

/// Joins words with commas, on as many lines as it takes; those after the first are indented.
pub fn wrapped<'a>(words: impl IntoIterator<Item = &'a str>) -> Cell {
    let mut lines: Cell = Vec::new();
    for word in words {
        match lines.last_mut() {
            None => lines.push(word.to_owned()),
            Some(line) if line.len() + word.len() + 2 <= WIDTH => {
                line.push_str(", ");
                line.push_str(word);
            }
            Some(line) => {
                line.push(',');
                lines.push(format!("  {word}"));
            }
        }
    }
    lines
}
