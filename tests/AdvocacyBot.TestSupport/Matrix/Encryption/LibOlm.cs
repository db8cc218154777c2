using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>
/// libolm 3.2.13 by P/Invoke: an independent implementation to compare with, only in tests. It is deprecated and has timing leaks,
/// so it must never become a dependency.
/// </summary>
internal static partial class LibOlm
{
    private const string Library = "libolm.so.3";

    public static bool IsInstalled { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>An account, a session or a group session: one allocation that libolm initializes in place.</summary>
    public abstract class Handle(nuint size) : IDisposable
    {
        private bool freed;

        protected nint Memory { get; } = Marshal.AllocHGlobal(checked((nint)size));

        public void Dispose()
        {
            if (freed)
                return;
            freed = true;
            Marshal.FreeHGlobal(Memory);
            GC.SuppressFinalize(this);
        }

        protected static byte[] Random(nuint length) => RandomNumberGenerator.GetBytes((int)length);

        protected nuint Check(nuint result) =>
            result == nuint.MaxValue ? throw new InvalidOperationException(Marshal.PtrToStringUTF8(LastError())) : result;

        protected abstract nint LastError();
    }

    public sealed class Account : Handle
    {
        public Account()
            : base(olm_account_size())
        {
            Pointer = olm_account(Memory);
            var random = Random(olm_create_account_random_length(Pointer));
            Check(olm_create_account(Pointer, random, (nuint)random.Length));
        }

        public nint Pointer { get; }

        public string IdentityKeys()
        {
            var buffer = new byte[(int)olm_account_identity_keys_length(Pointer)];
            Check(olm_account_identity_keys(Pointer, buffer, (nuint)buffer.Length));
            return Encoding.UTF8.GetString(buffer);
        }

        public string OneTimeKeys(int count)
        {
            var random = Random(olm_account_generate_one_time_keys_random_length(Pointer, (nuint)count));
            Check(olm_account_generate_one_time_keys(Pointer, (nuint)count, random, (nuint)random.Length));
            var buffer = new byte[(int)olm_account_one_time_keys_length(Pointer)];
            Check(olm_account_one_time_keys(Pointer, buffer, (nuint)buffer.Length));
            Check(olm_account_mark_keys_as_published(Pointer));
            return Encoding.UTF8.GetString(buffer);
        }

        public string Sign(string message)
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            var buffer = new byte[(int)olm_account_signature_length(Pointer)];
            Check(olm_account_sign(Pointer, bytes, (nuint)bytes.Length, buffer, (nuint)buffer.Length));
            return Encoding.UTF8.GetString(buffer);
        }

        protected override nint LastError() => olm_account_last_error(Pointer);
    }

    public sealed class Session : Handle
    {
        private readonly nint pointer;

        private Session()
            : base(olm_session_size()) => pointer = olm_session(Memory);

        public string Id
        {
            get
            {
                var buffer = new byte[(int)olm_session_id_length(pointer)];
                Check(olm_session_id(pointer, buffer, (nuint)buffer.Length));
                return Encoding.UTF8.GetString(buffer);
            }
        }

        public static Session Begin(Account account, string identityKey, string oneTimeKey)
        {
            var session = new Session();
            var (identity, oneTime) = (Encoding.UTF8.GetBytes(identityKey), Encoding.UTF8.GetBytes(oneTimeKey));
            var random = Random(olm_create_outbound_session_random_length(session.pointer));
            session.Check(olm_create_outbound_session(
                session.pointer, account.Pointer, identity, (nuint)identity.Length, oneTime, (nuint)oneTime.Length, random, (nuint)random.Length));
            return session;
        }

        public static Session Accept(Account account, string body)
        {
            var session = new Session();
            var bytes = Encoding.UTF8.GetBytes(body);
            session.Check(olm_create_inbound_session(session.pointer, account.Pointer, bytes, (nuint)bytes.Length));
            return session;
        }

        public (int Type, string Body) Encrypt(string plaintext)
        {
            var bytes = Encoding.UTF8.GetBytes(plaintext);
            var type = (int)olm_encrypt_message_type(pointer);
            var random = Random(olm_encrypt_random_length(pointer));
            var buffer = new byte[(int)olm_encrypt_message_length(pointer, (nuint)bytes.Length)];
            Check(olm_encrypt(pointer, bytes, (nuint)bytes.Length, random, (nuint)random.Length, buffer, (nuint)buffer.Length));
            return (type, Encoding.UTF8.GetString(buffer));
        }

        public string Decrypt(int type, string body)
        {
            // libolm decodes Base64 in place, so each call gets a copy.
            var message = Encoding.UTF8.GetBytes(body);
            var length = (nuint)message.Length;
            var plaintext = new byte[(int)Check(olm_decrypt_max_plaintext_length(pointer, (nuint)type, message, length))];
            message = Encoding.UTF8.GetBytes(body);
            var written = Check(olm_decrypt(pointer, (nuint)type, message, length, plaintext, (nuint)plaintext.Length));
            return Encoding.UTF8.GetString(plaintext, 0, (int)written);
        }

        protected override nint LastError() => olm_session_last_error(pointer);
    }

    public sealed class OutboundGroup : Handle
    {
        private readonly nint pointer;

        public OutboundGroup()
            : base(olm_outbound_group_session_size())
        {
            pointer = olm_outbound_group_session(Memory);
            var random = Random(olm_init_outbound_group_session_random_length(pointer));
            Check(olm_init_outbound_group_session(pointer, random, (nuint)random.Length));
        }

        public string Key()
        {
            var buffer = new byte[(int)olm_outbound_group_session_key_length(pointer)];
            Check(olm_outbound_group_session_key(pointer, buffer, (nuint)buffer.Length));
            return Encoding.UTF8.GetString(buffer);
        }

        public string Encrypt(string plaintext)
        {
            var bytes = Encoding.UTF8.GetBytes(plaintext);
            var buffer = new byte[(int)olm_group_encrypt_message_length(pointer, (nuint)bytes.Length)];
            Check(olm_group_encrypt(pointer, bytes, (nuint)bytes.Length, buffer, (nuint)buffer.Length));
            return Encoding.UTF8.GetString(buffer);
        }

        protected override nint LastError() => olm_outbound_group_session_last_error(pointer);
    }

    public sealed class InboundGroup : Handle
    {
        private readonly nint pointer;

        public InboundGroup(string key)
            : base(olm_inbound_group_session_size())
        {
            pointer = olm_inbound_group_session(Memory);
            var bytes = Encoding.UTF8.GetBytes(key);
            Check(olm_init_inbound_group_session(pointer, bytes, (nuint)bytes.Length));
        }

        public (uint Index, string Plaintext) Decrypt(string message)
        {
            var length = (nuint)Encoding.UTF8.GetByteCount(message);
            var plaintext = new byte[(int)Check(olm_group_decrypt_max_plaintext_length(pointer, Encoding.UTF8.GetBytes(message), length))];
            var written = Check(olm_group_decrypt(
                pointer, Encoding.UTF8.GetBytes(message), length, plaintext, (nuint)plaintext.Length, out var index));
            return (index, Encoding.UTF8.GetString(plaintext, 0, (int)written));
        }

        public string Export(uint index)
        {
            var buffer = new byte[(int)olm_export_inbound_group_session_length(pointer)];
            Check(olm_export_inbound_group_session(pointer, buffer, (nuint)buffer.Length, index));
            return Encoding.UTF8.GetString(buffer);
        }

        protected override nint LastError() => olm_inbound_group_session_last_error(pointer);
    }
}

/// <summary>A test that compares with libolm.</summary>
public sealed class LibOlmFactAttribute : FactAttribute
{
    public LibOlmFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(LibOlm.IsInstalled, "libolm3");
}
