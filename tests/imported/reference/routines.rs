//! Functions and procedures.

pub(super) const APPROVAL_POLICIES_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.approval_policies_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.scope_id IS DISTINCT FROM OLD.scope_id THEN 'scope_id' END,
            CASE WHEN NEW.priority IS DISTINCT FROM OLD.priority THEN 'priority' END,
            CASE WHEN NEW.conditions IS DISTINCT FROM OLD.conditions THEN 'conditions' END,
            CASE WHEN NEW.created_by IS DISTINCT FROM OLD.created_by THEN 'created_by' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.approval_policies is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.approval_policies is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const APPROVAL_POLICY_STAGES_APPROVAL_POLICY_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.approval_policy_stages_approval_policy_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.approval_policy_id IS DISTINCT FROM OLD.approval_policy_id THEN 'approval_policy_id' END,
            CASE WHEN NEW.stage_order IS DISTINCT FROM OLD.stage_order THEN 'stage_order' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.role_id IS DISTINCT FROM OLD.role_id THEN 'role_id' END,
            CASE WHEN NEW.approval_rule IS DISTINCT FROM OLD.approval_rule THEN 'approval_rule' END,
            CASE WHEN NEW.escalate_after_hours IS DISTINCT FROM OLD.escalate_after_hours THEN 'escalate_after_hours' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.approval_policy_stages is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.approval_policy_stages is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const ATP_SCOPE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.atp_scope_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.description IS DISTINCT FROM OLD.description THEN 'description' END,
            CASE WHEN NEW.kind IS DISTINCT FROM OLD.kind THEN 'kind' END,
            CASE WHEN NEW.parent_scope_id IS DISTINCT FROM OLD.parent_scope_id THEN 'parent_scope_id' END,
            CASE WHEN NEW.sort_order IS DISTINCT FROM OLD.sort_order THEN 'sort_order' END,
            CASE WHEN NEW.requires_site IS DISTINCT FROM OLD.requires_site THEN 'requires_site' END,
            CASE WHEN NEW.created_by IS DISTINCT FROM OLD.created_by THEN 'created_by' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.atp_scope_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.atp_scope_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const ATP_SUBMISSIONS_IMMUTABLE: &str = r"CREATE FUNCTION public.atp_submissions_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.atp_submissions: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const ATP_SUBMISSIONS_STATUS_LIFECYCLE: &str = r"CREATE FUNCTION public.atp_submissions_status_lifecycle()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('DRAFT') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.atp_submissions does not begin with status ' || NEW.status,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('DRAFT', 'SUBMITTED'), ('DRAFT', 'WITHDRAWN'), ('SUBMITTED', 'ACCEPTED'), ('SUBMITTED', 'RETURNED'), ('SUBMITTED', 'WITHDRAWN')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.atp_submissions does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: DRAFT to SUBMITTED, WITHDRAWN; SUBMITTED to ACCEPTED, RETURNED, WITHDRAWN.';
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const CONFIG_VERSIONS_FROZEN: &str = r"CREATE FUNCTION public.config_versions_frozen()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('UPDATE', 'DELETE') OR OLD.status IN ('DRAFT') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.version IS DISTINCT FROM OLD.version THEN 'version' END,
            CASE WHEN NEW.title IS DISTINCT FROM OLD.title THEN 'title' END,
            CASE WHEN NEW.supersedes_id IS DISTINCT FROM OLD.supersedes_id THEN 'supersedes_id' END,
            CASE WHEN NEW.change_note IS DISTINCT FROM OLD.change_note THEN 'change_note' END,
            CASE WHEN NEW.settings IS DISTINCT FROM OLD.settings THEN 'settings' END,
            CASE WHEN NEW.created_by IS DISTINCT FROM OLD.created_by THEN 'created_by' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        MESSAGE = 'a row of public.config_versions is frozen, for its status is ' || OLD.status,
        DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
        HINT = 'It may be changed and deleted while it is DRAFT.';
END
$function$";

pub(super) const CONFIG_VERSIONS_IMMUTABLE: &str = r"CREATE FUNCTION public.config_versions_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.config_versions: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const CONFIG_VERSIONS_STATUS_LIFECYCLE: &str = r"CREATE FUNCTION public.config_versions_status_lifecycle()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('DRAFT') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.config_versions does not begin with status ' || NEW.status,
            HINT = 'It begins as DRAFT.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('DRAFT', 'ACTIVE'), ('DRAFT', 'ARCHIVED'), ('ACTIVE', 'ARCHIVED')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.config_versions does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: DRAFT to ACTIVE, ARCHIVED; ACTIVE to ARCHIVED.';
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const DOCUMENT_TYPE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.document_type_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.description IS DISTINCT FROM OLD.description THEN 'description' END,
            CASE WHEN NEW.is_mandatory IS DISTINCT FROM OLD.is_mandatory THEN 'is_mandatory' END,
            CASE WHEN NEW.accepted_media_types IS DISTINCT FROM OLD.accepted_media_types THEN 'accepted_media_types' END,
            CASE WHEN NEW.sort_order IS DISTINCT FROM OLD.sort_order THEN 'sort_order' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.document_type_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.document_type_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const PUNCHLIST_CATEGORY_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.punchlist_category_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.severity IS DISTINCT FROM OLD.severity THEN 'severity' END,
            CASE WHEN NEW.closing_role_id IS NOT NULL AND NEW.closing_role_id IS DISTINCT FROM OLD.closing_role_id THEN 'closing_role_id' END,
            CASE WHEN NEW.days_to_fix IS DISTINCT FROM OLD.days_to_fix THEN 'days_to_fix' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.punchlist_category_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.punchlist_category_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const PUNCHLISTS_IMMUTABLE: &str = r"CREATE FUNCTION public.punchlists_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.punchlists: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const PUNCHLISTS_STATUS_LIFECYCLE: &str = r"CREATE FUNCTION public.punchlists_status_lifecycle()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('OPEN') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.punchlists does not begin with status ' || NEW.status,
            HINT = 'It begins as OPEN.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('OPEN', 'RESOLVED'), ('OPEN', 'WAIVED'), ('RESOLVED', 'CLOSED'), ('RESOLVED', 'OPEN')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.punchlists does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: OPEN to RESOLVED, WAIVED; RESOLVED to CLOSED, OPEN.';
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const REGION_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.region_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.parent_region_id IS DISTINCT FROM OLD.parent_region_id THEN 'parent_region_id' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.region_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.region_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const ROLE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.role_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.description IS DISTINCT FROM OLD.description THEN 'description' END,
            CASE WHEN NEW.party IS DISTINCT FROM OLD.party THEN 'party' END,
            CASE WHEN NEW.may_delegate IS DISTINCT FROM OLD.may_delegate THEN 'may_delegate' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.role_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.role_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const SITE_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.site_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.region_id IS DISTINCT FROM OLD.region_id THEN 'region_id' END,
            CASE WHEN NEW.kind IS DISTINCT FROM OLD.kind THEN 'kind' END,
            CASE WHEN NEW.inventory_id IS DISTINCT FROM OLD.inventory_id THEN 'inventory_id' END,
            CASE WHEN NEW.address IS DISTINCT FROM OLD.address THEN 'address' END,
            CASE WHEN NEW.latitude IS DISTINCT FROM OLD.latitude THEN 'latitude' END,
            CASE WHEN NEW.longitude IS DISTINCT FROM OLD.longitude THEN 'longitude' END,
            CASE WHEN NEW.on_air_on IS DISTINCT FROM OLD.on_air_on THEN 'on_air_on' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.site_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.site_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const STAGE_DECISIONS_IMMUTABLE: &str = r"CREATE FUNCTION public.stage_decisions_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.workflow_stage_id IS DISTINCT FROM OLD.workflow_stage_id THEN 'workflow_stage_id' END,
            CASE WHEN NEW.decision IS DISTINCT FROM OLD.decision THEN 'decision' END,
            CASE WHEN NEW.remark IS DISTINCT FROM OLD.remark THEN 'remark' END,
            CASE WHEN NEW.decided_by IS DISTINCT FROM OLD.decided_by THEN 'decided_by' END,
            CASE WHEN NEW.decided_at IS DISTINCT FROM OLD.decided_at THEN 'decided_at' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.stage_decisions: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const SUBMISSION_DOCUMENTS_IMMUTABLE: &str = r"CREATE FUNCTION public.submission_documents_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.submission_documents: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const VENDOR_MASTER_CONFIG_VERSION_ID_FROZEN_WITH: &str = r"CREATE FUNCTION public.vendor_master_config_version_id_frozen_with()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
    state pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.id IS DISTINCT FROM OLD.id THEN 'id' END,
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END,
            CASE WHEN NEW.code IS DISTINCT FROM OLD.code THEN 'code' END,
            CASE WHEN NEW.name IS DISTINCT FROM OLD.name THEN 'name' END,
            CASE WHEN NEW.legal_name IS DISTINCT FROM OLD.legal_name THEN 'legal_name' END,
            CASE WHEN NEW.contact_email IS DISTINCT FROM OLD.contact_email THEN 'contact_email' END,
            CASE WHEN NEW.accepts_new_work IS DISTINCT FROM OLD.accepts_new_work THEN 'accepts_new_work' END,
            CASE WHEN NEW.created_by IS DISTINCT FROM OLD.created_by THEN 'created_by' END,
            CASE WHEN NEW.created_at IS DISTINCT FROM OLD.created_at THEN 'created_at' END,
            CASE WHEN NEW.updated_at IS DISTINCT FROM OLD.updated_at THEN 'updated_at' END);
        IF changed = '' THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    IF TG_OP IN ('INSERT', 'UPDATE') AND NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
        IF state IS NULL OR state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.vendor_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    -- One that is gone is deleted together with this row.
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
        SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = OLD.workspace_id AND parent.id = OLD.config_version_id FOR SHARE;
        IF state NOT IN ('DRAFT') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'a row of public.vendor_master is frozen, for status of public.config_versions is ' || COALESCE(state, 'out of sight'),
                DETAIL = pg_catalog.lower(TG_OP) || COALESCE(' of ' || NULLIF(changed, ''), ''),
                HINT = 'It may be made, changed and deleted while that is DRAFT.';
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const WORKFLOW_INSTANCES_CONFIG_VERSION_ID_REQUIRES: &str = r"CREATE FUNCTION public.workflow_instances_config_version_id_requires()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET row_security TO 'off'
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    state pg_catalog.text;
BEGIN
    IF TG_OP NOT IN ('INSERT', 'UPDATE') OR NOT (NEW.workspace_id IS NOT NULL AND NEW.config_version_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (NEW.workspace_id IS DISTINCT FROM OLD.workspace_id OR NEW.config_version_id IS DISTINCT FROM OLD.config_version_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    -- The row is locked before its state counts: one who is about to change it is waited for.
    SELECT parent.status INTO state FROM public.config_versions AS parent
         WHERE parent.workspace_id = NEW.workspace_id AND parent.id = NEW.config_version_id FOR SHARE;
    IF state IS NULL OR state NOT IN ('ACTIVE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
            MESSAGE = 'a row of public.workflow_instances needs one of public.config_versions whose status is ACTIVE, not ' || COALESCE(state, 'out of sight');
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const WORKFLOW_INSTANCES_IMMUTABLE: &str = r"CREATE FUNCTION public.workflow_instances_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.workflow_instances: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const WORKFLOW_INSTANCES_STATUS_LIFECYCLE: &str = r"CREATE FUNCTION public.workflow_instances_status_lifecycle()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('PENDING') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.workflow_instances does not begin with status ' || NEW.status,
            HINT = 'It begins as PENDING.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('PENDING', 'IN_PROGRESS'), ('IN_PROGRESS', 'APPROVED'), ('IN_PROGRESS', 'REJECTED'), ('IN_PROGRESS', 'CANCELLED'), ('REJECTED', 'IN_PROGRESS')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.workflow_instances does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: PENDING to IN_PROGRESS; IN_PROGRESS to APPROVED, REJECTED, CANCELLED; REJECTED to IN_PROGRESS.';
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const WORKFLOW_STAGES_IMMUTABLE: &str = r"CREATE FUNCTION public.workflow_stages_immutable()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
    changed pg_catalog.text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        changed := pg_catalog.concat_ws(', ',
            CASE WHEN NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN 'workspace_id' END,
            CASE WHEN NEW.config_version_id IS DISTINCT FROM OLD.config_version_id THEN 'config_version_id' END);
        IF changed <> '' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                MESSAGE = 'never changes in public.workflow_stages: ' || changed;
        END IF;
    END IF;
    RETURN NULL;
END
$function$";

pub(super) const WORKFLOW_STAGES_STATUS_LIFECYCLE: &str = r"CREATE FUNCTION public.workflow_stages_status_lifecycle()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('PENDING') THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.workflow_stages does not begin with status ' || NEW.status,
            HINT = 'It begins as PENDING.';
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.status = OLD.status OR (OLD.status, NEW.status) IN (('PENDING', 'IN_PROGRESS'), ('PENDING', 'SKIPPED'), ('IN_PROGRESS', 'APPROVED'), ('IN_PROGRESS', 'REJECTED'), ('IN_PROGRESS', 'SKIPPED'), ('REJECTED', 'IN_PROGRESS')) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = 'status',
            MESSAGE = 'a row of public.workflow_stages does not go from status ' || OLD.status || ' to ' || NEW.status,
            HINT = 'Declared: PENDING to IN_PROGRESS, SKIPPED; IN_PROGRESS to APPROVED, REJECTED, SKIPPED; REJECTED to IN_PROGRESS.';
    END IF;
    RETURN NULL;
END
$function$";
