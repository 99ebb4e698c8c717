using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyOs.Engine.Values;

/// <summary>Digests of one decision: preconditions, aggregates and envelopes mostly ask for those of the same one or two values.</summary>
internal struct DigestMemo
{
    private (JsonElement Value, UInt128 Digest) _first;
    private (JsonElement Value, UInt128 Digest) _second;

    public UInt128 Of(JsonElement value)
    {
        if (ValueDigest.TryOfShort(value, out UInt128 digest) || IsOf(_first, value, out digest) || IsOf(_second, value, out digest))
        {
            return digest;
        }

        (_second, _first) = (_first, (value, ValueDigest.Of(value)));
        return _first.Digest;
    }

    private static bool IsOf(in (JsonElement Value, UInt128 Digest) known, JsonElement value, out UInt128 digest)
    {
        digest = known.Digest;
        return known.Value.ValueKind == value.ValueKind && JsonMarshal.GetRawUtf8Value(known.Value).SequenceEqual(JsonMarshal.GetRawUtf8Value(value));
    }
}
