using System.Text.Json;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>The children of a node, members and elements alike, in the order of the document.</summary>
internal ref struct ChildEnumerator(Node parent)
{
    private readonly Node _parent = parent;
    private readonly JsonValueKind _kind = parent.Value.ValueKind;
    private JsonElement.ArrayEnumerator _elements = parent.Value.ValueKind == JsonValueKind.Array ? parent.Value.EnumerateArray() : default;
    private JsonElement.ObjectEnumerator _members = parent.Value.ValueKind == JsonValueKind.Object ? parent.Value.EnumerateObject() : default;
    private int _index = -1;

    /// <summary>The child it is at.</summary>
    public Node Current { get; private set; }

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly ChildEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next child.</summary>
    public bool MoveNext()
    {
        if (_kind == JsonValueKind.Array && _elements.MoveNext())
        {
            _index++;
            Current = _parent.Element(_elements.Current, _index);
            return true;
        }

        if (_kind == JsonValueKind.Object && _members.MoveNext())
        {
            Current = _parent.Member(_members.Current);
            return true;
        }

        return false;
    }
}
