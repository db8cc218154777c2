using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FactEditorsByKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(FactEditors.Sql);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What was cleared cannot be derived again.
        }
    }
}
