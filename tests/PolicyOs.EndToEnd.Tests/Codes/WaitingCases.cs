using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>The cases that mostly wait, begun together with the first test: they are over when their turn comes.</summary>
public sealed class WaitingCases : IAsyncDisposable
{
    private readonly ImmutableDictionary<string, Task<JsonElement>> _begun =
        CodeTests.All.Where(way => way.Waits).ToImmutableDictionary(way => way.ToString(), way => way.ReachAsync());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await ((Task)Task.WhenAll(_begun.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Goes a way, or waits for the end of one that has begun.</summary>
    internal Task<JsonElement> ReachAsync(CodeCase way) => _begun.TryGetValue(way.ToString(), out Task<JsonElement>? begun) ? begun : way.ReachAsync();
}
