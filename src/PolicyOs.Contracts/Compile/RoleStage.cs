using System.Collections.Frozen;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Roles of policies/*.yaml with the permissions that inheritance gives them.</summary>
internal sealed class RoleStage : IStage
{
    public void Run(Compilation compilation)
    {
        var roles = new List<RoleSyntax>();
        foreach (RoleSyntax role in compilation.Syntax.Policies.SelectMany(p => p.Roles))
        {
            if (role.Role is not null && compilation.Roles.Declare(role.Role) >= 0)
            {
                roles.Add(role);
            }
        }

        int[][] parents = [.. roles.Select(r => r.InheritsFrom.Select(compilation.Roles.Find).Where(n => n >= 0).ToArray())];
        for (int i = 0; i < roles.Count; i++)
        {
            if (Inherited(i, parents) is not { } all)
            {
                compilation.Report.Add(Codes.RoleCycle, roles[i].KeyAt("inherits_from"), $"role `{compilation.Roles[i]}` inherits from itself");
                all = [i];
            }

            compilation.CompiledRoles.Add(new Role(
                compilation.Roles[i],
                all.SelectMany(n => roles[n].Permissions).Select(p => p.Value).ToFrozenSet(StringComparer.Ordinal)));
        }
    }

    /// <summary>The role and all it inherits from; null when that includes itself.</summary>
    private static HashSet<int>? Inherited(int role, int[][] parents)
    {
        var seen = new HashSet<int> { role };
        var open = new Stack<int>(seen);
        while (open.TryPop(out int next))
        {
            foreach (int parent in parents[next])
            {
                if (parent == role)
                {
                    return null;
                }

                if (seen.Add(parent))
                {
                    open.Push(parent);
                }
            }
        }

        return seen;
    }
}
