-- Until when a starter project is to be handed in; null: whenever. Whoever teaches the class may move it.
alter table app.handout add column due_at timestamptz;
grant update (due_at) on app.handout to paperkite_person;
