using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Machine.OwnDevice;
using AdvocacyBot.Matrix.Encryption.Machine.Peers;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>Passes the answer of a request to whatever sent it. Answers to unknown or repeated requests are ignored.</summary>
internal static class RequestAnswers
{
    public static void Answered(StepBuilder step, string requestId, JsonElement response)
    {
        if (step.State.Requests.Find(requestId) is not null)
        {
            step.State = step.State with { Requests = step.State.Requests.Remove(requestId) };
            return;
        }

        switch (Take(step, requestId))
        {
            case InFlightRequest.Upload upload:
                var first = !step.Account.DeviceKeysPublished;
                KeyPublishing.Uploaded(step, upload, response);
                if (first)
                    OwnIdentity.Check(step);
                break;
            case InFlightRequest.Query query:
                DeviceTracking.Answered(step, query, response);
                break;
            case InFlightRequest.Claim claim:
                SessionClaiming.Answered(step, claim, response);
                break;
            case InFlightRequest.IdentityUpload:
                OwnIdentity.Uploaded(step);
                break;
            case InFlightRequest.SignatureUpload:
                OwnIdentity.SignatureUploaded(step, response);
                break;
        }
    }

    public static void Refused(StepBuilder step, string requestId, int status)
    {
        if (step.State.Requests.Find(requestId) is not null)
        {
            step.State = step.State with { Requests = step.State.Requests.Remove(requestId) };
            step.Report(EncryptionFault.RequestRefused, null, $"The homeserver refused a to-device request with status {status}.");
            return;
        }

        switch (Take(step, requestId))
        {
            case InFlightRequest.Upload:
                KeyPublishing.Refused(step, status);
                break;
            case InFlightRequest.Query query:
                DeviceTracking.Failed(step, query);
                break;
            case InFlightRequest.Claim claim:
                SessionClaiming.Failed(step, claim);
                break;
            case InFlightRequest.IdentityUpload or InFlightRequest.SignatureUpload:
                step.Report(EncryptionFault.RequestRefused, step.Account.UserId, $"The homeserver refused the identity with status {status}.");
                break;
        }
    }

    private static InFlightRequest? Take(StepBuilder step, string requestId)
    {
        var request = step.State.InFlight.GetValueOrDefault(requestId);
        step.State = step.State with { InFlight = step.State.InFlight.Remove(requestId) };
        return request;
    }
}
