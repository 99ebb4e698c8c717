using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Events;

/// <summary>Events as the journal keeps them: type name and canonical JSON data, at most 16 KiB, names instead of numbers (spec 5.1).</summary>
public static class EventCodec
{
    /// <summary>The type name: <c>policyos.call.reserved</c> ….</summary>
    public static string TypeOf(EngineEvent e) => throw new NotSupportedException();

    /// <summary>The data as canonical JSON in UTF-8.</summary>
    public static byte[] Write(CompiledBundle bundle, EngineEvent e) => throw new NotSupportedException();

    /// <summary>Reads an event back; names that the bundle no longer has are left out.</summary>
    /// <returns>Null for a type that no engine state is folded from.</returns>
    /// <exception cref="JsonException">The data is not what this codec writes.</exception>
    public static EngineEvent? Read(CompiledBundle bundle, string type, ReadOnlySpan<byte> data) => throw new NotSupportedException();
}
