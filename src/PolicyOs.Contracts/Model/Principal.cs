using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Contracts.Model;

/// <summary>Who is calling (spec 3.4).</summary>
public sealed record Principal
{
    /// <summary>Who calls when nobody is named.</summary>
    public static Principal Anonymous { get; } = new("local", "anonymous", [], [], "default", JsonElement.Parse("{}"));

    /// <summary>A principal whose policy document is built once.</summary>
    public Principal(
        string id, string type, ImmutableArray<string> roles, ImmutableArray<string> permissions, string tenant, JsonElement attributes)
    {
        (Id, Type, Roles, Permissions, Tenant, Attributes) = (id, type, roles, permissions, tenant, attributes);
        Document = PrincipalDocument.Build(this);
    }

    /// <summary>Unique within its tenant.</summary>
    public string Id { get; }

    /// <summary>human, service, agent, anonymous ….</summary>
    public string Type { get; }

    /// <summary>Role names.</summary>
    public ImmutableArray<string> Roles { get; }

    /// <summary>Permissions beside those of the roles.</summary>
    public ImmutableArray<string> Permissions { get; }

    /// <summary>The tenant that rate limits and idempotency are scoped to.</summary>
    public string Tenant { get; }

    /// <summary>A JSON object.</summary>
    public JsonElement Attributes { get; }

    /// <summary>What <see cref="PrincipalCondition"/> reads: the attributes at the root and under <c>attributes</c>, with id, type, roles, permissions, tenant over them.</summary>
    public JsonElement Document { get; }

    /// <summary>Writes the members that a principal's file has: id, type, roles, permissions, tenant, attributes.</summary>
    /// <param name="writer">Within an object.</param>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteString("type"u8, Type);
        writer.WriteTexts("roles"u8, Roles);
        writer.WriteTexts("permissions"u8, Permissions);
        writer.WriteString("tenant"u8, Tenant);
        writer.WritePropertyName("attributes"u8);
        Attributes.WriteTo(writer);
    }
}
