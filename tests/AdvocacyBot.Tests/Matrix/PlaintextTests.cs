using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Nothing that people read reaches an encrypted room unencrypted, whichever way the code takes. The ways are read from the code.</summary>
public sealed class PlaintextTests
{
    private const string Room = "!secret:x";

    public static TheoryData<string> Types => [.. typeof(EventTypes).GetFields().Select(f => (string)f.GetRawConstantValue()!), "m.sticker", "org.example"];

    [Theory, MemberData(nameof(Types))]
    public async Task The_last_step_before_the_network_refuses_what_is_not_encrypted(string type)
    {
        var encrypted = new EncryptedRooms();
        encrypted.Add([Room]);
        using var http = new MatrixHttp(TimeProvider.System) { Base = new Uri("http://127.0.0.1:9") };
        var api = new MatrixApi(http, new MatrixTiming(), encrypted);

        var sent = await Record.ExceptionAsync(() => api.SendAsync(Room, type, "t", new JsonObject { ["body"] = "secret" }, CancellationToken.None));

        var mayPass = type is EventTypes.Encrypted or EventTypes.Reaction;
        Assert.IsType(mayPass ? typeof(MatrixException) : typeof(InvalidOperationException), sent);
        Assert.Equal(mayPass ? 1 : 0, http.Count);
    }

    [Fact]
    public void Only_the_sender_that_encrypts_and_the_reactions_reach_that_step() =>
        Assert.Equal([nameof(BackgroundSends), nameof(EventSender)], CallersOf(typeof(MatrixApi), nameof(MatrixApi.SendAsync)));

    [Fact]
    public void Every_message_takes_the_sender_that_encrypts() =>
        Assert.Equal([nameof(MessageSender), nameof(RoomNotices)], CallersOf(typeof(EventSender), nameof(EventSender.SendAsync)));

    [Fact]
    public void Files_are_uploaded_by_the_class_that_encrypts_them_and_pictures_only_elsewhere() =>
        Assert.Equal([nameof(BotProfile), nameof(FileUploads), nameof(PictureUploads)], CallersOf(typeof(MatrixApi), nameof(MatrixApi.UploadAsync)));

    [Fact]
    public void What_the_state_says_later_does_not_count()
    {
        var encrypted = new EncryptedRooms();
        var room = new RoomState(Room);
        encrypted.Add([Room]);
        Assert.True(encrypted.AcceptUnencrypted(room));

        encrypted.BeginSync();

        Assert.False(encrypted.AcceptUnencrypted(room));
        Assert.Throws<InvalidOperationException>(() => encrypted.EnsureMayBeSent(Room, EventTypes.Message));
    }

    /// <summary>The classes whose code calls a method.</summary>
    private static IReadOnlyList<string> CallersOf(Type type, string name)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return
        [
            .. typeof(MatrixPlatform).Assembly.GetTypes().SelectMany(t => t.GetMethods(All).Cast<MethodBase>().Concat(t.GetConstructors(All)))
                .Where(method => Calls(method).Any(called => called.DeclaringType == type && called.Name == name))
                .Select(method => Outermost(method.DeclaringType!).Name).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The class in the source: an async method's code is in a class of its own.</summary>
    private static Type Outermost(Type type) =>
        type.DeclaringType is { } outer && type.IsDefined(typeof(CompilerGeneratedAttribute)) ? Outermost(outer) : type;

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + sizeof(int) < code.Length; i++)
        {
            if ((code[i] == OpCodes.Call.Value || code[i] == OpCodes.Callvirt.Value) && Resolve(method, BitConverter.ToInt32(code, i + 1)) is { } called)
                yield return called;
        }
    }

    /// <summary>Null for bytes that only look like a call.</summary>
    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
            return method.Module.ResolveMethod(token, method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null, arguments);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }
}
