namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>
/// A match between a driver and a rider moves into the rider's row alone, because a driver may now take several. Standard SQL for both
/// databases.
/// </summary>
internal static class RiderRows
{
    public const string AcceptedSql =
        """
        UPDATE "Seekers" SET "PartnerHasAccepted" = true
        WHERE "Side" = 'Seeks' AND EXISTS (
            SELECT 1 FROM "Seekers" AS "Driver"
            WHERE "Driver"."MobilizationId" = "Seekers"."MobilizationId" AND "Driver"."Kind" = "Seekers"."Kind"
                AND "Driver"."Person" = "Seekers"."Partner" AND "Driver"."HasAccepted");
        """;

    public const string DriversSql =
        """
        UPDATE "Seekers" SET "Partner" = NULL, "HasAccepted" = false, "PairedUntil" = NULL WHERE "Side" = 'Offers';
        """;
}
