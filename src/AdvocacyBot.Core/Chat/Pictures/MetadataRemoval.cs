namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>
/// Copies a picture without everything that a viewer does not need to show it: where, when, with what and by whom it was taken,
/// comments, smaller versions from before it was cropped, whatever follows its end. The picture itself stays as it is, byte for
/// byte: it is never decoded, because a decoder is a target for files made to attack it.
/// </summary>
/// <returns>Null if the file does not have the structure of its format, so that nothing can hide in it.</returns>
internal delegate byte[]? MetadataRemoval(ReadOnlySpan<byte> file);
