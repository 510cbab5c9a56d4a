-- Who sees a work reads the picture on its card, so only the server says which picture that is: whoever could write the
-- column would open any file by its hash.
revoke update (thumbnail) on app.project from paperkite_person;
