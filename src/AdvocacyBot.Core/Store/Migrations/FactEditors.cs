namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>
/// Clears the names of editors that earlier versions derived without a key, so that a copy of the database no longer tells who they
/// are. A version that still waits keeps its name, because its editor must not be the one who approves it.
/// </summary>
internal static class FactEditors
{
    public const string Sql = """
        UPDATE "Revisions" SET "Actor" = ''
        WHERE length("Actor") = 16 AND NOT EXISTS (
            SELECT 1 FROM "Claims" WHERE "Claims"."Id" = "Revisions"."ClaimId" AND "Claims"."PendingVersion" = "Revisions"."Version")
        """;
}
