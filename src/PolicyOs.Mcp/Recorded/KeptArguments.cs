using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Mcp.Recorded;

/// <summary>What there is to say about arguments that were read back.</summary>
internal static class KeptArguments
{
    /// <summary>Nothing for arguments that are whole.</summary>
    public static ImmutableArray<string> Note(JsonElement? kept, string hash, byte[] key) => kept switch
    {
        null => ["the arguments of this call were not kept, or not as long; {} stands in their place"],
        { } arguments when !RecordedHash.IsOf(arguments, hash, key) => ["the arguments were kept as a person may see them; masked values are not what was decided on"],
        _ => [],
    };
}
