"""The engines, one module each; nothing else imports what they stand on."""
