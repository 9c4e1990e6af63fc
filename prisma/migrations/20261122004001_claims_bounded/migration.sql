-- A claim that is lowered has sent no more than what is left of it: bounded before the row is checked, and computed anew after.
create function bound_claim() returns trigger language plpgsql as $$
begin
  new."delivered" := least(new."delivered", new."quantity");
  new."marked" := least(new."marked", new."quantity");
  return new;
end $$;
create trigger bound_claim before update of "quantity" on "Claim" for each row execute function bound_claim();
