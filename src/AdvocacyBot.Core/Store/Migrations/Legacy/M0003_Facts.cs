using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>Terms, sources, claims with their parts, revisions, misses, and the text index over claims.</summary>
[DbContext(typeof(BotDb))]
[Migration("20261121000003_Facts")]
internal sealed class M0003_Facts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Names(migrationBuilder);
        Claims(migrationBuilder);
        Parts(migrationBuilder);
        History(migrationBuilder);
        if (migrationBuilder.IsSqlite())
            SearchOnSqlite(migrationBuilder);
        else
            SearchOnPostgres(migrationBuilder);
    }

    private static void Names(MigrationBuilder migration)
    {
        migration.CreateTable(
            "Terms",
            table => new { Id = table.Key(), Slug = table.Column<string>(), Kind = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_Terms", t => t.Id));
        migration.CreateIndex("IX_Terms_Slug", "Terms", "Slug", unique: true);

        migration.CreateTable(
            "TermNames",
            table => new
            {
                Id = table.Key(),
                TermId = table.Column<long>(),
                Language = table.Column<string>(),
                Text = table.Column<string>(),
                Folded = table.Column<string>(),
                Role = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_TermNames", n => n.Id);
                table.ForeignKey("FK_TermNames_Terms_TermId", n => n.TermId, "Terms", "Id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("IX_TermNames_Folded", "TermNames", "Folded");
        migration.CreateIndex("IX_TermNames_TermId", "TermNames", "TermId");

        migration.CreateTable(
            "Sources",
            table => new
            {
                Id = table.Key(),
                Slug = table.Column<string>(),
                PublisherId = table.Column<long>(),
                Title = table.Column<string>(nullable: true),
                Url = table.Column<string>(nullable: true),
                ArchiveUrl = table.Column<string>(nullable: true),
                Published = table.Column<string>(nullable: true),
                Accessed = table.Column<DateOnly>(nullable: true),
                Language = table.Column<string>(),
                Kind = table.Column<string>(),
                ViaId = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Sources", s => s.Id);
                table.ForeignKey("FK_Sources_Sources_ViaId", s => s.ViaId, "Sources", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Sources_Terms_PublisherId", s => s.PublisherId, "Terms", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_Sources_Slug", "Sources", "Slug", unique: true);
        migration.CreateIndex("IX_Sources_PublisherId", "Sources", "PublisherId");
        migration.CreateIndex("IX_Sources_ViaId", "Sources", "ViaId");
    }

    private static void Claims(MigrationBuilder migration)
    {
        migration.CreateTable(
            "Claims",
            table => new
            {
                Id = table.Key(),
                PublicId = table.Column<string>(),
                TopicId = table.Column<long>(),
                CaseKey = table.Column<string>(),
                Kind = table.Column<string>(),
                Comparator = table.Column<string>(),
                Number = table.Column<decimal>(nullable: true),
                Unit = table.Column<string>(nullable: true),
                ListComplete = table.Column<bool>(nullable: true),
                When = table.Column<string>(nullable: true),
                From = table.Column<DateOnly>(nullable: true),
                To = table.Column<DateOnly>(nullable: true),
                Status = table.Column<string>(),
                Rank = table.Column<string>(),
                RankReason = table.Column<string>(nullable: true),
                ReviewBy = table.Column<DateOnly>(nullable: true),
                SearchText = table.Column<string>(),
                Version = table.Column<int>(),
                PendingVersion = table.Column<int>(nullable: true),
                ImportHash = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Claims", c => c.Id);
                table.ForeignKey("FK_Claims_Terms_TopicId", c => c.TopicId, "Terms", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_Claims_PublicId", "Claims", "PublicId", unique: true);
        migration.CreateIndex("IX_Claims_CaseKey", "Claims", "CaseKey");
        migration.CreateIndex("IX_Claims_TopicId_Status_From_To", "Claims", ["TopicId", "Status", "From", "To"]);
        migration.CreateIndex("IX_Claims_Status_From_To", "Claims", ["Status", "From", "To"]);
        migration.CreateIndex("IX_Claims_PendingVersion", "Claims", "PendingVersion");
        migration.CreateIndex("IX_Claims_ImportHash", "Claims", "ImportHash");
    }

    private static void Parts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "ClaimTexts",
            table => new
            {
                ClaimId = table.Column<long>(),
                Language = table.Column<string>(),
                Text = table.Column<string>(),
                Scope = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ClaimTexts", t => new { t.ClaimId, t.Language });
                table.ForeignKey("FK_ClaimTexts_Claims_ClaimId", t => t.ClaimId, "Claims", "Id", onDelete: ReferentialAction.Cascade);
            });

        migration.CreateTable(
            "ClaimTerms",
            table => new
            {
                ClaimId = table.Column<long>(),
                TermId = table.Column<long>(),
                Role = table.Column<string>(),
                Position = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ClaimTerms", t => new { t.ClaimId, t.TermId, t.Role });
                table.ForeignKey("FK_ClaimTerms_Claims_ClaimId", t => t.ClaimId, "Claims", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_ClaimTerms_Terms_TermId", t => t.TermId, "Terms", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_ClaimTerms_TermId_Role_ClaimId", "ClaimTerms", ["TermId", "Role", "ClaimId"]);

        migration.CreateTable(
            "ClaimSources",
            table => new
            {
                ClaimId = table.Column<long>(),
                SourceId = table.Column<long>(),
                Stance = table.Column<string>(),
                Locator = table.Column<string>(nullable: true),
                Position = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ClaimSources", s => new { s.ClaimId, s.SourceId, s.Stance });
                table.ForeignKey("FK_ClaimSources_Claims_ClaimId", s => s.ClaimId, "Claims", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_ClaimSources_Sources_SourceId", s => s.SourceId, "Sources", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_ClaimSources_SourceId", "ClaimSources", "SourceId");

        migration.CreateTable(
            "ClaimLinks",
            table => new
            {
                FromId = table.Column<long>(),
                ToId = table.Column<long>(),
                Kind = table.Column<string>(),
                Note = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_ClaimLinks", l => new { l.FromId, l.ToId, l.Kind });
                table.ForeignKey("FK_ClaimLinks_Claims_FromId", l => l.FromId, "Claims", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_ClaimLinks_Claims_ToId", l => l.ToId, "Claims", "Id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("IX_ClaimLinks_ToId", "ClaimLinks", "ToId");
    }

    private static void History(MigrationBuilder migration)
    {
        migration.CreateTable(
            "Revisions",
            table => new
            {
                Id = table.Key(),
                ClaimId = table.Column<long>(),
                Version = table.Column<int>(),
                Action = table.Column<string>(),
                Actor = table.Column<string>(),
                At = table.Column<DateTime>(),
                Reason = table.Column<string>(nullable: true),
                Content = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Revisions", r => r.Id);
                table.ForeignKey("FK_Revisions_Claims_ClaimId", r => r.ClaimId, "Claims", "Id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("IX_Revisions_ClaimId_Version", "Revisions", ["ClaimId", "Version"]);

        migration.CreateTable(
            "ImportedFiles",
            table => new { Name = table.Column<string>(), Digest = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_ImportedFiles", f => f.Name));

        migration.CreateTable(
            "QueryMisses",
            table => new
            {
                Id = table.Key(),
                Folded = table.Column<string>(),
                Language = table.Column<string>(),
                Count = table.Column<int>(),
                LastAt = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_QueryMisses", m => m.Id));
        migration.CreateIndex("IX_QueryMisses_Folded_Language", "QueryMisses", ["Folded", "Language"], unique: true);
        migration.CreateIndex("IX_QueryMisses_LastAt", "QueryMisses", "LastAt");
    }

    /// <summary>The index holds no text of its own; triggers keep it beside the claims.</summary>
    private static void SearchOnSqlite(MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE VIRTUAL TABLE ClaimSearch USING fts5(
                SearchText, content='Claims', content_rowid='Id', tokenize='unicode61 remove_diacritics 2');
            """);
        migration.Sql(
            """
            CREATE TRIGGER ClaimSearch_Added AFTER INSERT ON Claims BEGIN
                INSERT INTO ClaimSearch(rowid, SearchText) VALUES (new.Id, new.SearchText);
            END;
            """);
        migration.Sql(
            """
            CREATE TRIGGER ClaimSearch_Removed AFTER DELETE ON Claims BEGIN
                INSERT INTO ClaimSearch(ClaimSearch, rowid, SearchText) VALUES ('delete', old.Id, old.SearchText);
            END;
            """);
        migration.Sql(
            """
            CREATE TRIGGER ClaimSearch_Changed AFTER UPDATE OF SearchText ON Claims BEGIN
                INSERT INTO ClaimSearch(ClaimSearch, rowid, SearchText) VALUES ('delete', old.Id, old.SearchText);
                INSERT INTO ClaimSearch(rowid, SearchText) VALUES (new.Id, new.SearchText);
            END;
            """);
    }

    /// <summary>The stems are made before they come here, so the index takes them as they are, without a parser.</summary>
    private static void SearchOnPostgres(MigrationBuilder migration) =>
        migration.Sql(
            """
            CREATE INDEX "IX_Claims_Search" ON "Claims"
                USING gin (array_to_tsvector(string_to_array("SearchText", ' ')));
            """);
}
