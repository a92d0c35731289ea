-- What was said in confidence, the way to an answer, and what an auditor has opened: they have their time too.
grant select, delete on steward_notes, input_receipts, mandate_openings to trepart_retention;
grant select on inputs to trepart_retention;
