using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyOs.Engine.Values;

/// <summary>Digests of one decision: preconditions, aggregates and envelopes mostly ask for that of the same value.</summary>
internal struct DigestMemo
{
    private JsonElement _value;
    private UInt128 _digest;

    public UInt128 Of(JsonElement value)
    {
        if (_value.ValueKind != value.ValueKind || !JsonMarshal.GetRawUtf8Value(_value).SequenceEqual(JsonMarshal.GetRawUtf8Value(value)))
        {
            (_value, _digest) = (value, ValueDigest.Of(value));
        }

        return _digest;
    }
}
