using System.Runtime.InteropServices;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>The functions of libolm, as its header declares them.</summary>
internal static partial class LibOlm
{
#pragma warning disable SYSLIB1054, CA5392, IDE1006, SA1300 // The names are libolm's; the marshalling is trivial.
    [DllImport(Library)]
    private static extern nuint olm_account_size();

    [DllImport(Library)]
    private static extern nint olm_account(nint memory);

    [DllImport(Library)]
    private static extern nint olm_account_last_error(nint account);

    [DllImport(Library)]
    private static extern nuint olm_create_account_random_length(nint account);

    [DllImport(Library)]
    private static extern nuint olm_create_account(nint account, byte[] random, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_account_identity_keys_length(nint account);

    [DllImport(Library)]
    private static extern nuint olm_account_identity_keys(nint account, byte[] buffer, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_account_generate_one_time_keys_random_length(nint account, nuint count);

    [DllImport(Library)]
    private static extern nuint olm_account_generate_one_time_keys(nint account, nuint count, byte[] random, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_account_one_time_keys_length(nint account);

    [DllImport(Library)]
    private static extern nuint olm_account_one_time_keys(nint account, byte[] buffer, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_account_mark_keys_as_published(nint account);

    [DllImport(Library)]
    private static extern nuint olm_account_signature_length(nint account);

    [DllImport(Library)]
    private static extern nuint olm_account_sign(nint account, byte[] message, nuint messageLength, byte[] signature, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_session_size();

    [DllImport(Library)]
    private static extern nint olm_session(nint memory);

    [DllImport(Library)]
    private static extern nint olm_session_last_error(nint session);

    [DllImport(Library)]
    private static extern nuint olm_session_id_length(nint session);

    [DllImport(Library)]
    private static extern nuint olm_session_id(nint session, byte[] buffer, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_create_outbound_session_random_length(nint session);

    [DllImport(Library)]
    private static extern nuint olm_create_outbound_session(nint session, nint account, byte[] identity, nuint identityLength, byte[] oneTime, nuint oneTimeLength, byte[] random, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_create_inbound_session(nint session, nint account, byte[] message, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_encrypt_message_type(nint session);

    [DllImport(Library)]
    private static extern nuint olm_encrypt_random_length(nint session);

    [DllImport(Library)]
    private static extern nuint olm_encrypt_message_length(nint session, nuint plaintextLength);

    [DllImport(Library)]
    private static extern nuint olm_encrypt(nint session, byte[] plaintext, nuint plaintextLength, byte[] random, nuint randomLength, byte[] message, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_decrypt_max_plaintext_length(nint session, nuint type, byte[] message, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_decrypt(nint session, nuint type, byte[] message, nuint length, byte[] plaintext, nuint maxLength);

    [DllImport(Library)]
    private static extern nuint olm_outbound_group_session_size();

    [DllImport(Library)]
    private static extern nint olm_outbound_group_session(nint memory);

    [DllImport(Library)]
    private static extern nint olm_outbound_group_session_last_error(nint session);

    [DllImport(Library)]
    private static extern nuint olm_init_outbound_group_session_random_length(nint session);

    [DllImport(Library)]
    private static extern nuint olm_init_outbound_group_session(nint session, byte[] random, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_outbound_group_session_key_length(nint session);

    [DllImport(Library)]
    private static extern nuint olm_outbound_group_session_key(nint session, byte[] buffer, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_group_encrypt_message_length(nint session, nuint plaintextLength);

    [DllImport(Library)]
    private static extern nuint olm_group_encrypt(nint session, byte[] plaintext, nuint plaintextLength, byte[] message, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_inbound_group_session_size();

    [DllImport(Library)]
    private static extern nint olm_inbound_group_session(nint memory);

    [DllImport(Library)]
    private static extern nint olm_inbound_group_session_last_error(nint session);

    [DllImport(Library)]
    private static extern nuint olm_init_inbound_group_session(nint session, byte[] key, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_group_decrypt_max_plaintext_length(nint session, byte[] message, nuint length);

    [DllImport(Library)]
    private static extern nuint olm_group_decrypt(nint session, byte[] message, nuint length, byte[] plaintext, nuint maxLength, out uint index);

    [DllImport(Library)]
    private static extern nuint olm_export_inbound_group_session_length(nint session);

    [DllImport(Library)]
    private static extern nuint olm_export_inbound_group_session(nint session, byte[] buffer, nuint length, uint index);
#pragma warning restore SYSLIB1054, CA5392, IDE1006, SA1300
}
