using System.Text.Json;
using PolicyOs.Gateway.Client;
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
    /// <param name="id">The id that the request goes out under; it is the progress token, unique on this hop.</param>
    public static void Write(Utf8JsonWriter writer, CallRequest call, string upstreamName, JsonElement arguments, RpcId id)
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

        if (call.Meta is null)
        {
            return;
        }

        writer.WriteStartObject("_meta"u8);
        MetaKeys.WriteRest(writer, call.Meta, except: "progressToken");
        if (call.ProgressToken is not null)
        {
            writer.WritePropertyName("progressToken"u8);
            writer.WriteRawValue(id.Raw, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
