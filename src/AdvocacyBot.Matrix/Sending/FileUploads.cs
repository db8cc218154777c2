using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Attachments;
using AdvocacyBot.Matrix.Rooms;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Uploads files: encrypted for an encrypted room, whose messages contain the key.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#sending-encrypted-attachments"/>
internal sealed class FileUploads(MatrixApi api, EncryptedRooms encrypted)
{
    /// <summary>Uploads a file and adds its address to the message.</summary>
    public async Task AddAsync(string room, JsonObject message, string name, RequestBody file, CancellationToken ct)
    {
        if (!encrypted.Include(room))
        {
            message["url"] = await api.UploadAsync(name, file, ct);
            return;
        }

        var (ciphertext, description) = EncryptedAttachment.Encrypt(file.Bytes, RandomNumberGenerator.Fill);
        description["url"] = await api.UploadAsync("file", new RequestBody(ciphertext, "application/octet-stream"), ct);
        message["file"] = description;
    }
}
