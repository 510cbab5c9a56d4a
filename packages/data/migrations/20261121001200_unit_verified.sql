-- A teacher who finds no school in the tree adds it, so that the first lesson need not wait for an administrator. Until an
-- admin of a unit above has confirmed it, it is shown as unconfirmed. What admins add themselves is confirmed by that.
alter table app.unit add column verified boolean not null default true;
grant update (verified) on app.unit to paperkite_person;
