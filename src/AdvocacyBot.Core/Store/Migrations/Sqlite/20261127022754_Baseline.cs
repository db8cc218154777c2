using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Baseline : Migration
    {
        /// <summary>Empty: the legacy migrations have created everything that the snapshot describes.</summary>
        protected override void Up(MigrationBuilder migrationBuilder)
        {
        }
    }
}
