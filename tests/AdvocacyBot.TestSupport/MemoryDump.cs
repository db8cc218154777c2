using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Runtime;

namespace AdvocacyBot.TestSupport;

/// <summary>
/// The memory of a .NET process, as somebody finds it who seizes the machine: a core dump, searched as bytes and as objects. Not
/// thread-safe.
/// </summary>
internal sealed class MemoryDump : IDisposable
{
    private const int ChunkSize = 1 << 20;
    private readonly string file;
    private readonly DataTarget target;
    private readonly ClrHeap heap;

    /// <summary>Every object that a root leads to, with the object that led there first; 0 for a root.</summary>
    private readonly Dictionary<ulong, ulong> live = [];

    /// <summary>The live strings and arrays of characters or bytes.</summary>
    private readonly List<(ulong Address, ulong Size)> texts = [];

    private MemoryDump(string file)
    {
        this.file = file;
        target = DataTarget.LoadDump(file);
        heap = target.ClrVersions.Single().CreateRuntime().Heap;
        Walk();
    }

    /// <summary>The program of the runtime that writes core dumps; null if this system has none.</summary>
    public static string? Program =>
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "createdump") is var program && File.Exists(program) ? program : null;

    public int LiveObjects => live.Count;

    /// <summary>Stops the process for the moment that this takes.</summary>
    public static MemoryDump Of(int process, string folder)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.dmp");
        new DiagnosticsClient(process).WriteDump(DumpType.WithHeap, file);
        return new MemoryDump(file);
    }

    /// <summary>
    /// The live strings and arrays of characters or bytes that contain a text in UTF-8 or UTF-16, each as the types on the way from its
    /// root. Left out are the buffers of open connections, which the runtime overwrites as it goes; <see cref="RawCount"/> counts them.
    /// </summary>
    public IReadOnlyList<string> LiveWith(string text)
    {
        byte[][] patterns = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        var found = new List<string>();
        foreach (var (address, size) in texts)
        {
            var bytes = new byte[size];
            _ = target.DataReader.Read(address, bytes);
            if (patterns.Any(p => bytes.AsSpan().IndexOf(p) >= 0) && !IsOfConnection(address))
                found.Add(PathTo(address));
        }

        return found;
    }

    /// <summary>How often a text is anywhere in the dump, in UTF-8 or UTF-16, in use or not.</summary>
    public int RawCount(string text)
    {
        byte[][] patterns = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        var overlap = patterns.Max(p => p.Length) - 1;
        using var stream = File.OpenRead(file);
        var buffer = new byte[ChunkSize + overlap];
        var (count, kept) = (0, 0);
        for (int read; (read = stream.ReadAtLeast(buffer.AsSpan(kept), ChunkSize, throwOnEndOfStream: false)) > 0;)
        {
            var chunk = buffer.AsSpan(0, kept + read);
            foreach (var pattern in patterns)
                count += Count(chunk, pattern, kept - pattern.Length + 1);
            kept = Math.Min(overlap, chunk.Length);
            chunk[^kept..].CopyTo(buffer);
        }

        return count;
    }

    public void Dispose()
    {
        target.Dispose();
        File.Delete(file);
    }

    /// <summary>Counts a pattern, except where it ends before the part that is new.</summary>
    private static int Count(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> pattern, int from)
    {
        var count = 0;
        for (var at = Math.Max(0, from); chunk[at..].IndexOf(pattern) is >= 0 and var next; at += next + 1)
            count++;
        return count;
    }

    private void Walk()
    {
        var open = new Stack<ulong>();
        foreach (var root in heap.EnumerateRoots())
            Push(root.Object, 0);
        while (open.TryPop(out var address))
        {
            var one = heap.GetObject(address);
            if (one.Type is { IsString: true } or { ComponentType.ElementType: ClrElementType.Char or ClrElementType.UInt8 })
                texts.Add((address, one.Size));
            else if (one.ContainsPointers)
            {
                foreach (var next in one.EnumerateReferenceAddresses(carefully: true))
                    Push(next, address);
            }
        }

        void Push(ulong address, ulong from)
        {
            if (address != 0 && live.TryAdd(address, from))
                open.Push(address);
        }
    }

    private bool IsOfConnection(ulong buffer) =>
        live[buffer] is not 0 and var owner && heap.GetObjectType(owner)?.Name?.StartsWith("System.Net.", StringComparison.Ordinal) == true;

    private string PathTo(ulong address)
    {
        var types = new List<string>();
        for (var at = address; at != 0; at = live[at])
            types.Add(heap.GetObjectType(at)?.Name ?? "?");
        types.Reverse();
        return string.Join(" > ", types);
    }
}

/// <summary>A test that needs the runtime's program for core dumps.</summary>
public sealed class MemoryDumpFactAttribute : FactAttribute
{
    public MemoryDumpFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(MemoryDump.Program is not null, "createdump");
}
