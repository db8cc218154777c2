using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ArticleNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ArticleNumbers",
                columns: table => new
                {
                    CommunityId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleNumbers", x => new { x.CommunityId, x.Number });
                    table.ForeignKey(
                        name: "FK_ArticleNumbers_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_Version",
                table: "Articles",
                column: "Version",
                filter: "\"Version\" > 1");

            migrationBuilder.CreateIndex(
                name: "IX_ArticleNumbers_ArticleId_CommunityId",
                table: "ArticleNumbers",
                columns: new[] { "ArticleId", "CommunityId" },
                unique: true);

            foreach (var statement in FirstArticleNumbers.Sql)
                migrationBuilder.Sql(statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ArticleNumbers");

            migrationBuilder.DropIndex(
                name: "IX_Articles_Version",
                table: "Articles");
        }
    }
}
