using System.Text;
using System.Xml;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>A pass over a well-formed document with the framework's reader. Resolves nothing, fetches nothing.</summary>
internal sealed class StrictMarkup : IMarkup, IDisposable
{
    private const int MaxTextLength = 256 * 1024;
    private readonly char[] buffer = new char[4_096];
    private readonly LimitedNames names = new();
    private readonly XmlReader reader;
    private bool atEmpty;

    public StrictMarkup(TextReader text) => reader = XmlReader.Create(text, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
        NameTable = names,
    });

    public string Name => reader.LocalName;

    public string Prefix => reader.Prefix;

    public string Namespace => reader.NamespaceURI;

    /// <summary>The beginning of the text if it is very long: the reader then passes over the rest without collecting it.</summary>
    public string Text
    {
        get
        {
            var count = reader.ReadValueChunk(buffer, 0, buffer.Length);
            if (count < buffer.Length)
                return new string(buffer, 0, count);

            var text = new StringBuilder();
            for (; count > 0 && text.Length < MaxTextLength; count = reader.ReadValueChunk(buffer, 0, buffer.Length))
                text.Append(buffer, 0, count);
            return text.ToString();
        }
    }

    public bool HasAttributes => reader.HasAttributes;

    public bool EndedEarly => false;

    public string? Attribute(string name) => reader.HasAttributes ? reader.GetAttribute(name) : null;

    /// <exception cref="XmlException">The document is not well-formed, or has more names than a feed has.</exception>
    public Node Read()
    {
        if (atEmpty)
        {
            atEmpty = false;
            return Node.Close;
        }

        names.StartNode();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    atEmpty = reader.IsEmptyElement;
                    return Node.Open;
                case XmlNodeType.EndElement:
                    return Node.Close;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    return Node.Text;
            }
        }

        return Node.End;
    }

    public void Dispose() => reader.Dispose();

    /// <summary>
    /// The names of a document, which the reader keeps until its end, as it does each attribute of an element. Beyond these limits
    /// it would take many times the document's size, so the document is read loosely instead.
    /// </summary>
    private sealed class LimitedNames : NameTable
    {
        private const int MaxNames = 20_000;
        private const int MaxNamesInNode = 2_000;
        private int inNode;
        private int added;

        public void StartNode() => inNode = 0;

        public override string Add(char[] key, int start, int len)
        {
            if (++inNode > MaxNamesInNode)
                throw new XmlException("Too many names in one element.");
            if (base.Get(key, start, len) is { } known)
                return known;
            return ++added > MaxNames ? throw new XmlException("Too many names.") : base.Add(key, start, len);
        }
    }
}
