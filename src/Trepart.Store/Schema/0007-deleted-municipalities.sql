-- A municipality that is deleted stays in the directory by its id alone, so that it is never given again.
alter table tenant_attributes drop constraint tenant_attributes_attribute_check;
alter table tenant_attributes add constraint tenant_attributes_attribute_check
  check (attribute in ('name', 'number', 'organisation_number', 'county', 'written_language', 'accessibility_statement', 'deleted'));
