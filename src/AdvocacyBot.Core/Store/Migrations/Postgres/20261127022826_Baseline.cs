using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AdvocacyBot.Core.Store.Migrations.Postgres
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
