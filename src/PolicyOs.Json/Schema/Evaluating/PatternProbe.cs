namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>Searches JSON text for a pattern.</summary>
internal readonly struct PatternProbe(Pattern pattern) : JsonCharacters.IReader<PatternResult>
{
    public static PatternResult Search(Pattern pattern, ReadOnlySpan<byte> raw)
    {
        if (pattern.TrySearchRaw(raw, out bool found))
        {
            return found ? PatternResult.Found : PatternResult.NotFound;
        }

        var probe = new PatternProbe(pattern);
        return JsonCharacters.Read<PatternProbe, PatternResult>(raw, ref probe);
    }

    public PatternResult Read(scoped ReadOnlySpan<char> text) => pattern.Search(text);
}
