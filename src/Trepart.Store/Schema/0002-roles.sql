-- What the service may do. It never updates or deletes an event; only the erasable tables beside the log can lose rows.
grant usage on schema public to trepart_app;
grant select on tenants, tenant_attributes, installation to trepart_app;
grant select, update on tenant_heads to trepart_app;
grant select, insert, update on mt_streams to trepart_app;
grant select, insert on mt_events, commands to trepart_app;
grant select, insert, delete on words, holdings to trepart_app;
grant select, insert, update, delete on people to trepart_app;

revoke all on function trepart_append from public;
grant execute on function trepart_append to trepart_app;
