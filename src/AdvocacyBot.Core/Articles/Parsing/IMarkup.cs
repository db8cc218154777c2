namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// A forward pass over the elements of a document: <see cref="StrictMarkup"/> for well-formed documents, <see cref="LooseMarkup"/>
/// for all others.
/// </summary>
internal interface IMarkup
{
    /// <summary>Moves to the next node.</summary>
    Node Read();

    /// <summary>The element's name without its prefix.</summary>
    string Name { get; }

    /// <summary>The element's prefix; empty if it has none.</summary>
    string Prefix { get; }

    /// <summary>The address of the element's namespace; empty if it has none.</summary>
    string Namespace { get; }

    /// <summary>The text at a <see cref="Node.Text"/>, entities resolved.</summary>
    string Text { get; }

    /// <summary>An attribute of the element at <see cref="Node.Open"/>, by its name as written, such as <c>href</c> or <c>xml:base</c>.</summary>
    string? Attribute(string name);

    bool HasAttributes { get; }

    /// <summary>Whether the document ended inside an element.</summary>
    bool EndedEarly { get; }
}

/// <summary>The kind of node at which a pass stands.</summary>
internal enum Node
{
    Open,
    Close,
    Text,
    End,
}
