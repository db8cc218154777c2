using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FactsOfCommunities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Terms_Slug",
                table: "Terms");

            migrationBuilder.DropIndex(
                name: "IX_Sources_Slug",
                table: "Sources");

            migrationBuilder.DropIndex(
                name: "IX_QueryMisses_Folded_Language",
                table: "QueryMisses");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ImportedFiles",
                table: "ImportedFiles");

            migrationBuilder.DropIndex(
                name: "IX_ClaimTerms_TermId_To_ClaimId_Role_From",
                table: "ClaimTerms");

            migrationBuilder.DropIndex(
                name: "IX_Claims_CaseKey",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_ImportHash",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_PendingVersion",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_PublicId",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_TopicId_Status_To_From_Rank_When",
                table: "Claims");

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "Terms",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "TermNames",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "TermBroader",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "Sources",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "Revisions",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "QueryMisses",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "ImportedFiles",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "ClaimTexts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "ClaimTerms",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "ClaimSources",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "Claims",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "CommunityId",
                table: "ClaimLinks",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddPrimaryKey(
                name: "PK_ImportedFiles",
                table: "ImportedFiles",
                columns: new[] { "CommunityId", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_Terms_CommunityId_Slug",
                table: "Terms",
                columns: new[] { "CommunityId", "Slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TermNames_CommunityId_Id",
                table: "TermNames",
                columns: new[] { "CommunityId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Sources_CommunityId_Slug",
                table: "Sources",
                columns: new[] { "CommunityId", "Slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_CommunityId_Id",
                table: "Revisions",
                columns: new[] { "CommunityId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_QueryMisses_CommunityId_Folded_Language",
                table: "QueryMisses",
                columns: new[] { "CommunityId", "Folded", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimTerms_TermId_CommunityId_To_ClaimId_Role_From",
                table: "ClaimTerms",
                columns: new[] { "TermId", "CommunityId", "To", "ClaimId", "Role", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_CommunityId_CaseKey",
                table: "Claims",
                columns: new[] { "CommunityId", "CaseKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_CommunityId_ImportHash",
                table: "Claims",
                columns: new[] { "CommunityId", "ImportHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_CommunityId_PendingVersion",
                table: "Claims",
                columns: new[] { "CommunityId", "PendingVersion" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_CommunityId_PublicId",
                table: "Claims",
                columns: new[] { "CommunityId", "PublicId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Claims_TopicId_CommunityId_Status_To_From_Rank_When",
                table: "Claims",
                columns: new[] { "TopicId", "CommunityId", "Status", "To", "From", "Rank", "When" });

            FirstCommunityFacts.Assign(migrationBuilder);
            migrationBuilder.Sql("""ALTER TABLE "ImportedFiles" ALTER COLUMN "CommunityId" DROP DEFAULT""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Terms_CommunityId_Slug",
                table: "Terms");

            migrationBuilder.DropIndex(
                name: "IX_TermNames_CommunityId_Id",
                table: "TermNames");

            migrationBuilder.DropIndex(
                name: "IX_Sources_CommunityId_Slug",
                table: "Sources");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_CommunityId_Id",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_QueryMisses_CommunityId_Folded_Language",
                table: "QueryMisses");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ImportedFiles",
                table: "ImportedFiles");

            migrationBuilder.DropIndex(
                name: "IX_ClaimTerms_TermId_CommunityId_To_ClaimId_Role_From",
                table: "ClaimTerms");

            migrationBuilder.DropIndex(
                name: "IX_Claims_CommunityId_CaseKey",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_CommunityId_ImportHash",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_CommunityId_PendingVersion",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_CommunityId_PublicId",
                table: "Claims");

            migrationBuilder.DropIndex(
                name: "IX_Claims_TopicId_CommunityId_Status_To_From_Rank_When",
                table: "Claims");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "Terms");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "TermNames");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "TermBroader");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "Sources");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "QueryMisses");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "ImportedFiles");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "ClaimTexts");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "ClaimTerms");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "ClaimSources");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "Claims");

            migrationBuilder.DropColumn(
                name: "CommunityId",
                table: "ClaimLinks");

            migrationBuilder.AddPrimaryKey(
                name: "PK_ImportedFiles",
                table: "ImportedFiles",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_Terms_Slug",
                table: "Terms",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sources_Slug",
                table: "Sources",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_QueryMisses_Folded_Language",
                table: "QueryMisses",
                columns: new[] { "Folded", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimTerms_TermId_To_ClaimId_Role_From",
                table: "ClaimTerms",
                columns: new[] { "TermId", "To", "ClaimId", "Role", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Claims_CaseKey",
                table: "Claims",
                column: "CaseKey");

            migrationBuilder.CreateIndex(
                name: "IX_Claims_ImportHash",
                table: "Claims",
                column: "ImportHash");

            migrationBuilder.CreateIndex(
                name: "IX_Claims_PendingVersion",
                table: "Claims",
                column: "PendingVersion");

            migrationBuilder.CreateIndex(
                name: "IX_Claims_PublicId",
                table: "Claims",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Claims_TopicId_Status_To_From_Rank_When",
                table: "Claims",
                columns: new[] { "TopicId", "Status", "To", "From", "Rank", "When" });
        }
    }
}
