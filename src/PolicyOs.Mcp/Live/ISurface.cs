using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Live;

/// <summary>A connection to a gateway as a client has it: one session.</summary>
internal interface ISurface : IAsyncDisposable
{
    /// <summary>Answers forms: the params of elicitation/create to a result.</summary>
    Func<JsonElement, Task<JsonObject>>? Person { set; }

    /// <summary>Shakes hands.</summary>
    /// <exception cref="SurfaceException">It cannot be reached, or refuses the session.</exception>
    Task ConnectAsync(CancellationToken stop);

    /// <summary>Sends a request.</summary>
    /// <returns>The answer, a message with <c>result</c> or <c>error</c>.</returns>
    /// <exception cref="SurfaceException">No answer came.</exception>
    Task<JsonElement> RequestAsync(string method, JsonObject parameters, CancellationToken stop);
}
