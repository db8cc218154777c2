using System.Xml;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>A pass over a well-formed document. Resolves nothing, fetches nothing.</summary>
internal sealed class StrictMarkup(TextReader text) : IMarkup, IDisposable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly XmlReader reader = XmlReader.Create(text, Settings);
    private bool atEmpty;

    public string Name => reader.LocalName;

    public string Prefix => reader.Prefix;

    public string Namespace => reader.NamespaceURI;

    public string Text => reader.Value;

    public bool HasAttributes => reader.HasAttributes;

    public bool EndedEarly => false;

    public string? Attribute(string name) => reader.HasAttributes ? reader.GetAttribute(name) : null;

    /// <exception cref="XmlException">The document is not well-formed.</exception>
    public Node Read()
    {
        if (atEmpty)
        {
            atEmpty = false;
            return Node.Close;
        }

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
}
