"""E-mail in and out: drafts, sending, mailboxes, attachments."""
