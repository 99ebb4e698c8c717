using System.Text.Json;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>The params of a tools/call as they go to the server: rebuilt from what was checked (spec 3.1).</summary>
internal static class UpstreamParams
{
    /// <summary>Writes every member of the client's params, with the server's tool name, the arguments that were decided, and a clean <c>_meta</c>.</summary>
    /// <param name="writer">Inside the params object.</param>
    /// <param name="call">The client's.</param>
    /// <param name="upstreamName">The tool's name at the server.</param>
    /// <param name="arguments">The exact arguments that were decided.</param>
    /// <param name="hop">What belongs to the way to the server.</param>
    /// <param name="round">What it brings back to a server that asked; null when it comes for the first time.</param>
    public static void Write(Utf8JsonWriter writer, CallRequest call, string upstreamName, JsonElement arguments, Hop hop, Round? round)
    {
        writer.WriteString("name"u8, upstreamName);
        writer.WritePropertyName("arguments"u8);
        writer.WriteAsSent(arguments);
        foreach (JsonProperty member in call.Params.EnumerateObject())
        {
            // A task would settle behind the gateway's back; answers to prompts belong to the hop that asked.
            if (member.Name is not ("name" or "arguments" or "_meta" or "task" or "inputResponses" or "requestState"))
            {
                writer.WriteAsSent(member);
            }
        }

        round?.Write(writer);
        hop.WriteMeta(writer, call.Meta);
    }
}
