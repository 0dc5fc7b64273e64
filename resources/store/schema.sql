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
) STRICT;

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
) STRICT
