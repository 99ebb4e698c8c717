using System.Text;

namespace PolicyOs.Json.Strict;

/// <summary>Follows a walk through a document and says where it is, as JSON Pointer (RFC 6901) with long names cut.</summary>
internal sealed class PointerBuilder
{
    private readonly List<(string? Name, int Index)> _open = [];

    /// <summary>A container begins. In an object no name is current at first, in an array the index 0.</summary>
    public void Open(bool isObject) => _open.Add((null, isObject ? -1 : 0));

    /// <summary>The name of the property that comes next.</summary>
    public void Name(string name) => _open[^1] = (name, -1);

    /// <summary>The current container ends.</summary>
    public void Close()
    {
        _open.RemoveAt(_open.Count - 1);
        ValueEnded();
    }

    /// <summary>A value ends, so that the next index or no name is current.</summary>
    public void ValueEnded()
    {
        if (_open.Count > 0)
        {
            int index = _open[^1].Index;
            _open[^1] = (null, index < 0 ? -1 : index + 1);
        }
    }

    /// <summary>The pointer of the value that comes next, or of the object whose next name is not known.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string? name, int index) in _open)
        {
            if (name is not null)
            {
                text.Append(PointerText.Segment(name));
            }
            else if (index >= 0)
            {
                text.Append(PointerText.Segment(index));
            }
        }

        return text.ToString();
    }
}
