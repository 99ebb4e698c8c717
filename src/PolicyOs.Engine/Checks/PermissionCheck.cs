using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 5: the principal's roles and permissions give what the tool requires (RBAC, spec 1.7).</summary>
internal sealed class PermissionCheck : ICheck, IVisibilityCheck
{
    public int Row => 5;

    public string Name => "permissions";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { RequiredPermissions.IsEmpty: false };

    public Finding? Examine(CallContext call)
    {
        if (call.Plan.ViewOf(call.Facts).PassesPermissions(call.Tool.Number))
        {
            return null;
        }

        string missing = FirstMissing(call.Bundle, call.Contract.RequiredPermissions, call.Facts.Principal)!;
        return Finding.Deny(
            DecisionCode.PermissionDenied,
            $"{call.Tool.Name} needs the permission `{missing}`, which neither the principal nor any of its roles has") with { Expected = missing };
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible) => Bits.And(visible, view.Plan.ViewOf(view.Facts).Permissions);

    /// <summary>The first permission that the principal lacks; null when it has all.</summary>
    public static string? FirstMissing(CompiledBundle bundle, ImmutableArray<string> required, Principal principal)
    {
        foreach (string permission in required)
        {
            if (!principal.Permissions.Contains(permission)
                && !principal.Roles.Any(role => bundle.Roles.TryGetValue(role, out Role? known) && known.Permissions.Contains(permission)))
            {
                return permission;
            }
        }

        return null;
    }
}
