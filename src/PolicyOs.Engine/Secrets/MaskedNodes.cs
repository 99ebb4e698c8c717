using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Secrets;

/// <summary>The values of one document that sensitive paths select, told apart by where their text stands in the document.</summary>
internal sealed class MaskedNodes
{
    private readonly JsonElement _root;
    private readonly HashSet<nint> _places = [];

    public MaskedNodes(JsonElement root, ImmutableArray<JsonPath> paths)
    {
        _root = root;
        foreach (JsonPath path in paths)
        {
            foreach (JsonElement node in Nodes.Select(path, root))
            {
                _places.Add(PlaceOf(node));
                Selected.Add(node);
            }
        }
    }

    /// <summary>The selected values.</summary>
    public List<JsonElement> Selected { get; } = [];

    public bool Contains(JsonElement value) => _places.Count > 0 && _places.Contains(PlaceOf(value));

    private nint PlaceOf(JsonElement value) => Unsafe.ByteOffset(
        ref MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(_root)),
        ref MemoryMarshal.GetReference(JsonMarshal.GetRawUtf8Value(value)));
}
