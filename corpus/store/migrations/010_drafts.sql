-- Every search asks which drafts are held. `status` stands behind the document's text, so without
-- an index of its own the whole text of all documents is passed over to read it.
create index document_draft on document (authority, kind, event_start) where status = 'draft';
