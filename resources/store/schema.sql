CREATE TABLE "drafts" (
   "id" TEXT PRIMARY KEY,
   "saved_at" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "kind_chosen" INTEGER NOT NULL,
   "accounts" TEXT NOT NULL,
   "cursor" INTEGER NOT NULL,
   "starter" TEXT NOT NULL,
   "based_on" TEXT NOT NULL,
   "removed_at" TEXT,
   "text" TEXT NOT NULL
, numbered INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE "revisions" (
   "id" TEXT PRIMARY KEY,
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "at" TEXT NOT NULL,
   "characters" INTEGER NOT NULL,
   "why" TEXT NOT NULL,
   "text" TEXT NOT NULL
) STRICT;

CREATE INDEX "idx_revisions_draft_at"
    ON "revisions" ("draft", "at");

CREATE TABLE "pictures" (
   "id" TEXT PRIMARY KEY,
   "file" TEXT NOT NULL,
   "width" INTEGER NOT NULL,
   "height" INTEGER NOT NULL,
   "bytes" INTEGER NOT NULL,
   "mime" TEXT NOT NULL,
   "removed" TEXT NOT NULL
) STRICT;

CREATE TABLE "draft_pictures" (
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "picture" TEXT NOT NULL REFERENCES "pictures"("id") ON DELETE CASCADE,
   "place" INTEGER NOT NULL,
   "alt" TEXT NOT NULL,
   PRIMARY KEY ("draft", "picture")
) STRICT;

CREATE TABLE "accounts" (
   "id" TEXT PRIMARY KEY,
   "network" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "way" TEXT NOT NULL,
   "handle" TEXT NOT NULL,
   "server" TEXT NOT NULL,
   "remote_id" TEXT NOT NULL,
   "hat" TEXT,
   "signed_in_until" TEXT,
   "session_only" INTEGER NOT NULL
) STRICT;

CREATE TABLE "waivers" (
   "id" TEXT PRIMARY KEY,
   "category" TEXT NOT NULL,
   "words" TEXT NOT NULL,
   "key" TEXT NOT NULL,
   "draft" TEXT,
   "at" TEXT NOT NULL
, rule TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE "deliveries" (
   "id" TEXT PRIMARY KEY,
   "draft" TEXT NOT NULL,
   "digest" TEXT NOT NULL,
   "account" TEXT NOT NULL,
   "frozen_account" TEXT NOT NULL,
   "state" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   "next_at" TEXT NOT NULL,
   "wall" TEXT NOT NULL,
   "zone" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "message" TEXT NOT NULL,
   "facts" TEXT NOT NULL,
   "network_trouble" INTEGER NOT NULL,
   "owner" TEXT NOT NULL,
   "queued_at" TEXT NOT NULL,
   "closed_at" TEXT,
   "text" TEXT NOT NULL
, left_early TEXT NOT NULL DEFAULT '') STRICT;

CREATE UNIQUE INDEX deliveries_once ON deliveries (draft, digest, account) WHERE closed_at IS NULL;

CREATE INDEX deliveries_due ON deliveries (state, next_at) WHERE closed_at IS NULL;

CREATE TABLE "parts" (
   "delivery" TEXT NOT NULL REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "number" INTEGER NOT NULL,
   "state" TEXT NOT NULL,
   "key" TEXT NOT NULL,
   "url" TEXT NOT NULL,
   "remote_id" TEXT NOT NULL,
   "first_sent" TEXT,
   "doubt_since" TEXT,
   "unknowns" INTEGER NOT NULL,
   "text" TEXT NOT NULL, plain TEXT NOT NULL DEFAULT '[]',
   PRIMARY KEY ("delivery", "number")
) STRICT;

CREATE TABLE "attempts" (
   "id" INTEGER PRIMARY KEY,
   "delivery" TEXT NOT NULL REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "part" INTEGER NOT NULL,
   "key" TEXT NOT NULL,
   "owner" TEXT NOT NULL,
   "started_at" TEXT NOT NULL,
   "ended_at" TEXT,
   "outcome" TEXT NOT NULL,
   "code" TEXT NOT NULL
) STRICT;

CREATE INDEX "idx_attempts_delivery"
    ON "attempts" ("delivery");

CREATE TABLE "delivery_pictures" (
   "delivery" TEXT NOT NULL REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "picture" TEXT NOT NULL REFERENCES "pictures"("id") ON DELETE CASCADE,
   "place" INTEGER NOT NULL,
   "alt" TEXT NOT NULL,
   PRIMARY KEY ("delivery", "picture")
) STRICT;

CREATE TABLE "posts" (
   "number" INTEGER PRIMARY KEY,
   "id" TEXT NOT NULL,
   "draft" TEXT NOT NULL,
   "digest" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "text" TEXT NOT NULL,
   "words" TEXT
) STRICT;

CREATE UNIQUE INDEX "idx_posts_id"
    ON "posts" ("id");

CREATE UNIQUE INDEX "idx_posts_draft_digest"
    ON "posts" ("draft", "digest");

CREATE VIEW "post_words" AS SELECT number, coalesce(words, text) AS words FROM posts;

CREATE VIRTUAL TABLE posts_fts USING fts5(words, content='post_words', content_rowid='number', tokenize='unicode61 remove_diacritics 0', prefix='2 3');

CREATE TRIGGER posts_put AFTER INSERT ON posts BEGIN INSERT INTO posts_fts (rowid, words) VALUES (new.number, coalesce(new.words, new.text)); END;

CREATE TRIGGER posts_taken AFTER DELETE ON posts BEGIN INSERT INTO posts_fts (posts_fts, rowid, words) VALUES ('delete', old.number, coalesce(old.words, old.text)); END;

CREATE TRIGGER posts_changed AFTER UPDATE ON posts BEGIN INSERT INTO posts_fts (posts_fts, rowid, words) VALUES ('delete', old.number, coalesce(old.words, old.text)); INSERT INTO posts_fts (rowid, words) VALUES (new.number, coalesce(new.words, new.text)); END;

CREATE TABLE "sent" (
   "delivery" TEXT PRIMARY KEY,
   "post" TEXT NOT NULL,
   "network" TEXT NOT NULL,
   "account" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   "way" TEXT NOT NULL,
   "url" TEXT NOT NULL
, deleted_at TEXT) STRICT;

CREATE INDEX "idx_sent_post"
    ON "sent" ("post");

CREATE INDEX "idx_sent_network"
    ON "sent" ("network");

CREATE TABLE "post_pictures" (
   "post" TEXT NOT NULL,
   "picture" TEXT NOT NULL REFERENCES "pictures"("id") ON DELETE CASCADE,
   "place" INTEGER NOT NULL,
   "alt" TEXT NOT NULL,
   PRIMARY KEY ("post", "picture")
) STRICT;

CREATE TABLE "draft_cards" (
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "url" TEXT NOT NULL,
   "wanted" INTEGER NOT NULL,
   "title" TEXT NOT NULL,
   "description" TEXT NOT NULL,
   "picture" TEXT,
   "alt" TEXT NOT NULL,
   PRIMARY KEY ("draft", "url")
) STRICT;

CREATE TABLE "delivery_cards" (
   "delivery" TEXT PRIMARY KEY REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "url" TEXT NOT NULL,
   "known" INTEGER NOT NULL,
   "title" TEXT NOT NULL,
   "description" TEXT NOT NULL,
   "picture" TEXT,
   "alt" TEXT NOT NULL
) STRICT;

CREATE TABLE "forks" (
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "network" TEXT NOT NULL,
   "saved_at" TEXT NOT NULL,
   "text" TEXT NOT NULL,
   PRIMARY KEY ("draft", "network")
) STRICT;

CREATE TABLE "cuts" (
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "network" TEXT NOT NULL,
   "place" INTEGER NOT NULL,
   "before" TEXT NOT NULL,
   "after" TEXT NOT NULL,
   "offset" INTEGER NOT NULL,
   "rest" INTEGER NOT NULL,
   PRIMARY KEY ("draft", "network", "place")
) STRICT;

CREATE TABLE "people" (
   "id" TEXT PRIMARY KEY,
   "name" TEXT NOT NULL
) STRICT;

CREATE TABLE "handles" (
   "person" TEXT NOT NULL REFERENCES "people"("id") ON DELETE CASCADE,
   "network" TEXT NOT NULL,
   "handle" TEXT NOT NULL,
   PRIMARY KEY ("person", "network")
) STRICT;

CREATE TABLE "mentions" (
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "words" TEXT NOT NULL,
   "person" TEXT NOT NULL,
   PRIMARY KEY ("draft", "words")
) STRICT;

CREATE TABLE "own_words" (
   "id" TEXT PRIMARY KEY,
   "words" TEXT NOT NULL,
   "at" TEXT NOT NULL
) STRICT;

CREATE TABLE "hat_words" (
   "hat" TEXT NOT NULL,
   "word" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   PRIMARY KEY ("hat", "word")
) STRICT;

CREATE TABLE "taken" (
   "category" TEXT NOT NULL,
   "rule" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   PRIMARY KEY ("category", "rule")
) STRICT;

CREATE TABLE "draft_options" (
   "draft" TEXT NOT NULL REFERENCES "drafts"("id") ON DELETE CASCADE,
   "network" TEXT NOT NULL,
   "name" TEXT NOT NULL,
   "value" TEXT NOT NULL,
   PRIMARY KEY ("draft", "network", "name")
) STRICT;

CREATE TABLE "delivery_options" (
   "delivery" TEXT NOT NULL REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "name" TEXT NOT NULL,
   "value" TEXT NOT NULL,
   PRIMARY KEY ("delivery", "name")
) STRICT;

CREATE TABLE "answers" (
   "delivery" TEXT PRIMARY KEY REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "at" TEXT NOT NULL,
   "likes" INTEGER,
   "shares" INTEGER
) STRICT;

CREATE TABLE "replies" (
   "delivery" TEXT NOT NULL REFERENCES "deliveries"("id") ON DELETE CASCADE,
   "id" TEXT NOT NULL,
   "author" TEXT NOT NULL,
   "handle" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   "url" TEXT NOT NULL,
   "text" TEXT NOT NULL,
   PRIMARY KEY ("delivery", "id")
) STRICT;

CREATE TABLE "notices" (
   "id" TEXT PRIMARY KEY,
   "kind" TEXT NOT NULL,
   "delivery" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   "shown_at" TEXT
) STRICT;

CREATE TABLE "notes" (
   "name" TEXT PRIMARY KEY,
   "value" TEXT NOT NULL
) STRICT
