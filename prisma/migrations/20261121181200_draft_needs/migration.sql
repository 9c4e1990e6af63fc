-- The needs of a draft are not facts yet: they may be taken out again. Those of an opened request never.
create function remove_draft_needs(p_request uuid, p_keep uuid[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from "Need" n using "HelpRequest" r
  where r."cityId" = n."cityId" and r.id = n."helpRequestId" and r.id = p_request and r."state" = 'DRAFT' and not (n.id = any(p_keep))
$$;
