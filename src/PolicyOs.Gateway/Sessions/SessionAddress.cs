using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Sessions;

/// <summary>How a session is found: by whom it belongs to and by what its client calls it (spec 3.3).</summary>
/// <param name="Principal">Whose; another principal's session of the same name is another session.</param>
/// <param name="Kind">What names it.</param>
/// <param name="Name">Its name among those of the kind.</param>
internal sealed record SessionAddress(Principal Principal, SessionNaming Kind, string Name)
{
    /// <summary>What sets it apart from every other.</summary>
    public (string Tenant, string Principal, SessionNaming Kind, string Name) Key => (Principal.Tenant, Principal.Id, Kind, Name);

    /// <summary>For logs. Whoever knows a name whole can use its session, so no log has one.</summary>
    public override string ToString() => $"{Kind} {(Name.Length > 12 ? Name[..6] + "…" : Name)} of {Principal.Id}";
}
