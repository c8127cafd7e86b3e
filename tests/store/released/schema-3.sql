PRAGMA application_id = 1112298574;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE alerts (
	id INTEGER NOT NULL, 
	cause TEXT NOT NULL, 
	text TEXT NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	times INTEGER NOT NULL, 
	recovered_at DATETIME, 
	CONSTRAINT pk_alerts PRIMARY KEY (id)
);
INSERT INTO "alerts" VALUES(1,'disk','full','2026-11-23 06:50:00.000000','2026-11-23 06:50:00.000000',1,'2026-11-23 06:50:00.000000');
INSERT INTO "alerts" VALUES(2,'source echo','silent','2026-11-23 06:50:00.000000','2026-11-23 06:50:00.000000',1,NULL);
CREATE TABLE appearances (
	id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	programme TEXT NOT NULL, 
	airs_at DATETIME NOT NULL, 
	place INTEGER NOT NULL, 
	start_s FLOAT, 
	seconds FLOAT, 
	headline TEXT NOT NULL, 
	said TEXT NOT NULL, 
	CONSTRAINT pk_appearances PRIMARY KEY (id), 
	CONSTRAINT fk_appearances_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE, 
	CONSTRAINT uq_appearances_programme_airs_at_story_id UNIQUE (programme, airs_at, story_id)
);
INSERT INTO "appearances" VALUES(1,2,'bulletin','2026-11-23 06:50:00.000000',1,NULL,21.5,'Footbridge over the Wend to close','It will close for £340,000 of repairs.
Why');
CREATE TABLE approvals (
	id INTEGER NOT NULL, 
	programme TEXT NOT NULL, 
	airs_at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	sha256 TEXT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_approvals PRIMARY KEY (id)
);
INSERT INTO "approvals" VALUES(1,'bulletin','2026-11-23 06:50:00.000000','Jean','2026-11-23 06:50:00.000000','','');
CREATE TABLE artefacts (
	path TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	duration_s FLOAT, 
	loudness_lufs FLOAT, 
	CONSTRAINT pk_artefacts PRIMARY KEY (path)
);
INSERT INTO "artefacts" VALUES('a.mp3','ab','audio','2026-11-23 06:50:00.000000',0,119.98,NULL);
CREATE TABLE bulletin_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT bulletin_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "bulletin_version" VALUES('0003');
CREATE TABLE edits (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	story TEXT NOT NULL, 
	field TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_edits PRIMARY KEY (id)
);
INSERT INTO "edits" VALUES(1,'2026-11-23 06:50:00.000000','Jean','k1','text','A','B','');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	run TEXT, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT fk_events_run FOREIGN KEY(run) REFERENCES runs (name) ON DELETE CASCADE
);
INSERT INTO "events" VALUES(1,'r1','2026-11-23 06:50:00.000000','fetched','echo');
INSERT INTO "events" VALUES(2,NULL,'2026-11-23 06:50:00.000000','stopped','Jean');
CREATE TABLE holds (
	id INTEGER NOT NULL, 
	story TEXT NOT NULL, 
	headline TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_holds PRIMARY KEY (id)
);
INSERT INTO "holds" VALUES(1,'k1','','deaths','rule','2026-11-23 06:50:00.000000');
CREATE TABLE lexicon_changes (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	written TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_lexicon_changes PRIMARY KEY (id)
);
INSERT INTO "lexicon_changes" VALUES(1,'2026-11-23 06:50:00.000000','Jean','Wend','','wend');
CREATE TABLE releases (
	hold_id INTEGER NOT NULL, 
	"by" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_releases PRIMARY KEY (hold_id), 
	CONSTRAINT fk_releases_hold_id FOREIGN KEY(hold_id) REFERENCES holds (id)
);
INSERT INTO "releases" VALUES(1,'Jean','','2026-11-23 06:50:00.000000');
CREATE TABLE runs (
	name TEXT NOT NULL, 
	programme TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	airs_at DATETIME, 
	ended_at DATETIME, 
	exit_code INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (name)
);
INSERT INTO "runs" VALUES('r1','bulletin','','2026-11-23 06:50:00.000000',NULL,NULL,NULL,'');
CREATE TABLE slots (
	id INTEGER NOT NULL, 
	programme TEXT NOT NULL, 
	airs_at DATETIME NOT NULL, 
	local_date TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	claimed_by TEXT NOT NULL, 
	claimed_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	finished_at DATETIME, 
	outcome TEXT, 
	edition JSON, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_slots PRIMARY KEY (id), 
	CONSTRAINT uq_slots_programme_airs_at UNIQUE (programme, airs_at), 
	CONSTRAINT ck_slots_outcome CHECK (outcome IN ('made', 'with_loss', 'filler', 'missed', 'failed')), 
	CONSTRAINT ck_slots_finished CHECK ((outcome IS NULL) = (finished_at IS NULL))
);
INSERT INTO "slots" VALUES(1,'bulletin','2026-11-23 06:50:00.000000','2026-11-23','+00:00','studio','2026-11-23 06:50:00.000000',1,'2026-11-23 06:50:00.000000','made',NULL,'');
CREATE TABLE sources (
	name TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	failures INTEGER NOT NULL, 
	next_try DATETIME, 
	fetched_at DATETIME, 
	error TEXT NOT NULL, 
	body BLOB, address_key TEXT DEFAULT '' NOT NULL, came_from TEXT DEFAULT '' NOT NULL, content_type TEXT DEFAULT '' NOT NULL, gone INTEGER DEFAULT '0' NOT NULL, gave INTEGER DEFAULT '0' NOT NULL, asked_at DATETIME, newest DATETIME, moved_to TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (name)
);
INSERT INTO "sources" VALUES('echo','x',NULL,0,NULL,NULL,'',X'00FF','','','',0,0,NULL,NULL,'');
CREATE TABLE stops (
	id INTEGER NOT NULL, 
	"by" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	resumed_by TEXT, 
	resumed_at DATETIME, 
	CONSTRAINT pk_stops PRIMARY KEY (id)
);
INSERT INTO "stops" VALUES(1,'Jean','flood','2026-11-23 06:50:00.000000',NULL,NULL);
CREATE TABLE stories (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	content_key TEXT NOT NULL, 
	article JSON NOT NULL, 
	first_seen DATETIME NOT NULL, 
	last_seen DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_stories PRIMARY KEY (id), 
	CONSTRAINT uq_stories_key UNIQUE ("key")
);
INSERT INTO "stories" VALUES(1,'18b86dbdd7f8bfe704aea9bad17de60de22ad6f080b13cc163158b52d9b4660b','d4fb302e00731b6facb1194612afeb9d7b2789e494c13537b60d04d97f40e15e','{"id": "clinic", "url": null, "source": "copy", "headline": "Evening blood tests", "standfirst": null, "published": null, "author": null, "site": null, "language": null, "paragraphs": ["From 5.30pm."], "kinds": ["paragraph"], "terms": null, "recording": null}','2026-11-23 06:50:00.000000','2026-11-23 06:50:00.000000','2026-11-23 06:50:00.000000');
INSERT INTO "stories" VALUES(2,'8e099c59edf30e8eddd6d2e834122b87e71bdcd659f143b83f9ae30922fe5549','a2ef767dfdff6a839f5d3cb18fb223dd657ccd32f6163fb14f18a86fe19847f6','{"id": "footbridge", "url": "https://echo.example/news/footbridge", "source": "echo", "headline": "Footbridge over the Wend to close", "standfirst": "Six weeks from January", "published": "2026-11-22T18:00:00+00:00", "author": "Ada Quill", "site": null, "language": "en", "paragraphs": ["It will close for \u00a3340,000 of repairs.", "Why"], "kinds": ["paragraph", "heading"], "terms": null, "recording": null}','2026-11-23 06:50:00.000000','2026-11-23 06:50:00.000000','2026-11-23 06:50:00.000000');
CREATE INDEX ix_events_run ON events (run);
CREATE INDEX ix_events_at ON events (at);
CREATE UNIQUE INDEX uq_alerts_open ON alerts (cause) WHERE recovered_at IS NULL;
CREATE INDEX ix_stories_last_seen ON stories (last_seen);
CREATE INDEX ix_appearances_story_id ON appearances (story_id);
CREATE INDEX ix_holds_story ON holds (story);
CREATE INDEX ix_approvals_programme_airs_at ON approvals (programme, airs_at);
CREATE INDEX ix_edits_story ON edits (story);
CREATE INDEX ix_lexicon_changes_written ON lexicon_changes (written);
CREATE INDEX ix_artefacts_sha256 ON artefacts (sha256);
CREATE TRIGGER edits_no_update BEFORE UPDATE ON edits BEGIN SELECT RAISE(ABORT, 'edits is append-only'); END;
CREATE TRIGGER edits_no_delete BEFORE DELETE ON edits BEGIN SELECT RAISE(ABORT, 'edits is append-only'); END;
CREATE TRIGGER releases_no_update BEFORE UPDATE ON releases BEGIN SELECT RAISE(ABORT, 'releases is append-only'); END;
CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases BEGIN SELECT RAISE(ABORT, 'releases is append-only'); END;
CREATE TRIGGER approvals_no_update BEFORE UPDATE ON approvals BEGIN SELECT RAISE(ABORT, 'approvals is append-only'); END;
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals BEGIN SELECT RAISE(ABORT, 'approvals is append-only'); END;
CREATE TRIGGER lexicon_changes_no_update BEFORE UPDATE ON lexicon_changes BEGIN SELECT RAISE(ABORT, 'lexicon_changes is append-only'); END;
CREATE TRIGGER lexicon_changes_no_delete BEFORE DELETE ON lexicon_changes BEGIN SELECT RAISE(ABORT, 'lexicon_changes is append-only'); END;
COMMIT;
