using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GoingMessage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "GoingMessage",
                table: "Mobilizations",
                type: "BLOB",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "GoingMessage",
                table: "Mobilizations");
        }
    }
}
