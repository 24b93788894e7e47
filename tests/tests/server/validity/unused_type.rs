//! Types that no column has: nothing has to wait, and no value is in the way.

use schema_core::model::{Attribute, Domain, UserType, UserTypeKind};
use schema_core::types::{Builtin, PgType};

use super::*;

fn with_type(name: &str, is: UserTypeKind) -> SchemaModel {
    let mut model = declared();
    model.types.insert(public(name), UserType { is, comment: None });
    model
}

fn address(zip: PgType, more: Option<&str>) -> SchemaModel {
    let attribute =
        |name: &str, pg_type: PgType| Attribute { name: ident(name), pg_type, collation: None, comment: None };
    let mut attributes = vec![attribute("zip", zip), attribute("city", Builtin::Text.into())];
    attributes.extend(more.map(|name| attribute(name, Builtin::Text.into())));
    with_type("address", UserTypeKind::Composite(attributes))
}

#[tokio::test]
async fn an_attribute_of_a_type_that_no_column_has_is_of_another_type() {
    let deeds = ["give attribute zip of public.address the type integer", "add attribute country to public.address"];
    let (before, after) = (address(Builtin::Text.into(), None), address(Builtin::Integer.into(), Some("country")));
    goes_and_comes_back("attribute_type", &before, &after, &deeds).await;
}

#[tokio::test]
async fn a_check_of_a_domain_that_no_column_has_is_replaced_without_asking() {
    let domain = |condition: &str| {
        let checks = [(ident("positive_check"), check(condition, &[]))].into();
        let domain =
            Domain { pg_type: Builtin::Integer.into(), collation: None, default: None, nullable: true, checks };
        with_type("positive", UserTypeKind::Domain(domain))
    };
    let (before, after) = (domain("VALUE > 0"), domain("VALUE > 1"));
    assert_eq!(Allowed::needed(&before, &after), Allowed::default());
    let deeds = [
        "add check positive_check_new of domain public.positive, not yet valid",
        "validate check positive_check_new of domain public.positive",
        "drop check positive_check of domain public.positive",
        "rename check positive_check_new of domain public.positive to positive_check",
    ];
    goes_and_comes_back("domain_check", &before, &after, &deeds).await;
}

/// CREATE DOMAIN has no word for a CHECK that is not valid.
#[tokio::test]
async fn a_domain_with_a_check_that_is_not_valid_is_made_and_dropped_as_it_is() {
    let positive = Check { validity: Validity::NotValid, ..check("VALUE > 0", &[]) };
    let checks = [(ident("positive_check"), positive), (ident("small_check"), check("VALUE < 9", &[]))].into();
    let domain = Domain { pg_type: Builtin::Integer.into(), collation: None, default: None, nullable: true, checks };
    let made = with_type("positive", UserTypeKind::Domain(domain));
    let script = schema_script(&made);
    assert!(script.contains("ADD CONSTRAINT positive_check CHECK (VALUE > 0) NOT VALID"), "{script}");
    let deeds = ["create domain public.positive", "add check positive_check of domain public.positive, not yet valid"];
    goes_and_comes_back("make_domain", &declared(), &made, &deeds).await;
    goes_and_comes_back("drop_domain", &made, &declared(), &["drop type public.positive"]).await;
}
