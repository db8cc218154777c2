namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>
/// Rebuilds SQLite's tables about people without row ids, so that their rows are stored in the order of their keys, which are as good
/// as random, and not in the order in which people answered. EF Core cannot express this, and a table that it rebuilds later has row
/// ids again, which a test notices.
/// </summary>
internal static class WithoutRowIds
{
    /// <summary>Events are not copied: their former ids could be recomputed by anybody who saw them.</summary>
    public const string Sql =
        """
        CREATE TABLE "new_CoOrganizers" (
            "MobilizationId" INTEGER NOT NULL, "Person" TEXT NOT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "PK_CoOrganizers" PRIMARY KEY ("MobilizationId", "Person")
        ) WITHOUT ROWID;
        INSERT INTO "new_CoOrganizers" SELECT "MobilizationId", "Person", "CommunityId" FROM "CoOrganizers" ORDER BY 1, 2;
        DROP TABLE "CoOrganizers";
        ALTER TABLE "new_CoOrganizers" RENAME TO "CoOrganizers";

        CREATE TABLE "new_DeclinedPairs" (
            "MobilizationId" INTEGER NOT NULL, "Kind" TEXT NOT NULL, "First" TEXT NOT NULL, "Second" TEXT NOT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "PK_DeclinedPairs" PRIMARY KEY ("MobilizationId", "Kind", "First", "Second")
        ) WITHOUT ROWID;
        INSERT INTO "new_DeclinedPairs" SELECT "MobilizationId", "Kind", "First", "Second", "CommunityId" FROM "DeclinedPairs" ORDER BY 1, 2, 3, 4;
        DROP TABLE "DeclinedPairs";
        ALTER TABLE "new_DeclinedPairs" RENAME TO "DeclinedPairs";

        CREATE TABLE "new_OneTimeCodes" (
            "MobilizationId" INTEGER NOT NULL, "Mac" TEXT NOT NULL, "Purpose" TEXT NOT NULL, "Person" TEXT NULL, "ExpiresAt" TEXT NOT NULL,
            "CommunityId" INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "PK_OneTimeCodes" PRIMARY KEY ("MobilizationId", "Mac")
        ) WITHOUT ROWID;
        INSERT INTO "new_OneTimeCodes" SELECT "MobilizationId", "Mac", "Purpose", "Person", "ExpiresAt", "CommunityId" FROM "OneTimeCodes" ORDER BY 1, 2;
        DROP TABLE "OneTimeCodes";
        ALTER TABLE "new_OneTimeCodes" RENAME TO "OneTimeCodes";

        CREATE TABLE "new_PrivateContacts" (
            "MobilizationId" INTEGER NOT NULL, "Person" TEXT NOT NULL, "Box" BLOB NULL, "WantsReminders" INTEGER NOT NULL, "WantsSeat" INTEGER NOT NULL,
            "WantsMatch" INTEGER NOT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "PK_PrivateContacts" PRIMARY KEY ("MobilizationId", "Person")
        ) WITHOUT ROWID;
        INSERT INTO "new_PrivateContacts" SELECT "MobilizationId", "Person", "Box", "WantsReminders", "WantsSeat", "WantsMatch", "CommunityId" FROM "PrivateContacts" ORDER BY 1, 2;
        DROP TABLE "PrivateContacts";
        ALTER TABLE "new_PrivateContacts" RENAME TO "PrivateContacts";

        CREATE TABLE "new_PrivateNotes" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_PrivateNotes" PRIMARY KEY,
            "MobilizationId" INTEGER NOT NULL, "Person" TEXT NOT NULL, "Kind" TEXT NOT NULL, "Version" INTEGER NOT NULL, "DueAt" TEXT NOT NULL,
            "ExpiresAt" TEXT NOT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID;
        INSERT INTO "new_PrivateNotes" SELECT random() & 0x7fffffffffffffff, "MobilizationId", "Person", "Kind", "Version", "DueAt", "ExpiresAt", "CommunityId" FROM "PrivateNotes";
        DROP TABLE "PrivateNotes";
        ALTER TABLE "new_PrivateNotes" RENAME TO "PrivateNotes";
        DELETE FROM sqlite_sequence WHERE name = 'PrivateNotes';
        CREATE INDEX "IX_PrivateNotes_DueAt" ON "PrivateNotes" ("DueAt");
        CREATE INDEX "IX_PrivateNotes_MobilizationId_Person" ON "PrivateNotes" ("MobilizationId", "Person");

        CREATE TABLE "new_Rsvps" (
            "MobilizationId" INTEGER NOT NULL, "Person" TEXT NOT NULL, "Answer" TEXT NOT NULL, "Party" INTEGER NOT NULL, "RoleSlotId" INTEGER NULL,
            "Position" INTEGER NULL, "OfferUntil" TEXT NULL, "LinkedTo" TEXT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "PK_Rsvps" PRIMARY KEY ("MobilizationId", "Person")
        ) WITHOUT ROWID;
        INSERT INTO "new_Rsvps" SELECT "MobilizationId", "Person", "Answer", "Party", "RoleSlotId", "Position", "OfferUntil", "LinkedTo", "CommunityId" FROM "Rsvps" ORDER BY 1, 2;
        DROP TABLE "Rsvps";
        ALTER TABLE "new_Rsvps" RENAME TO "Rsvps";
        CREATE INDEX "IX_Rsvps_MobilizationId_Answer_Position" ON "Rsvps" ("MobilizationId", "Answer", "Position");

        CREATE TABLE "new_SafeMarks" (
            "MobilizationId" INTEGER NOT NULL, "Mark" TEXT NOT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0, "WasGoing" INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT "PK_SafeMarks" PRIMARY KEY ("MobilizationId", "Mark")
        ) WITHOUT ROWID;
        INSERT INTO "new_SafeMarks" SELECT "MobilizationId", "Mark", "CommunityId", "WasGoing" FROM "SafeMarks" ORDER BY 1, 2;
        DROP TABLE "SafeMarks";
        ALTER TABLE "new_SafeMarks" RENAME TO "SafeMarks";

        DROP TABLE "SeenEvents";
        CREATE TABLE "SeenEvents" (
            "Id" TEXT NOT NULL CONSTRAINT "PK_SeenEvents" PRIMARY KEY, "At" TEXT NOT NULL, "Answer" TEXT NULL
        ) WITHOUT ROWID;
        CREATE INDEX "IX_SeenEvents_At" ON "SeenEvents" ("At");

        CREATE TABLE "new_Seekers" (
            "MobilizationId" INTEGER NOT NULL, "Person" TEXT NOT NULL, "Kind" TEXT NOT NULL, "Side" TEXT NOT NULL, "Contact" BLOB NOT NULL,
            "Partner" TEXT NULL, "HasAccepted" INTEGER NOT NULL, "CommunityId" INTEGER NOT NULL DEFAULT 0, "PairedUntil" TEXT NULL,
            CONSTRAINT "PK_Seekers" PRIMARY KEY ("MobilizationId", "Kind", "Person")
        ) WITHOUT ROWID;
        INSERT INTO "new_Seekers" SELECT "MobilizationId", "Person", "Kind", "Side", "Contact", "Partner", "HasAccepted", "CommunityId", "PairedUntil" FROM "Seekers" ORDER BY 1, 3, 2;
        DROP TABLE "Seekers";
        ALTER TABLE "new_Seekers" RENAME TO "Seekers";
        CREATE INDEX "IX_Seekers_PairedUntil" ON "Seekers" ("PairedUntil");
        """;
}
