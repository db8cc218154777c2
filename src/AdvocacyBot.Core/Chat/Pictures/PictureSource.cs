namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>Gets a picture: an uploaded one from the store, any other from the web. Null if there is no usable picture at the address.</summary>
public delegate Task<PictureFile?> PictureSource(Uri address, CancellationToken ct);
