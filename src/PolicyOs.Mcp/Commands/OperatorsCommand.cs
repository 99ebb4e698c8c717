using System.CommandLine;
using PolicyOs.Journal.Operators;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos operators add · list · revoke</c> (spec 4.2).</summary>
internal static class OperatorsCommand
{
    private static readonly Argument<string> s_name = new("name") { Description = "The operator's name, given once in a journal." };
    private static readonly Option<string[]> s_roles = new("--role") { Description = "A role whose seats in approvals the operator may fill." };
    private static readonly Option<string> s_keyOut = new("--key-out") { Description = "Where the new key file is written.", Required = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var add = new Command("add", "Makes a key pair under a passphrase and enrols its owner; after the first, an operator has to sign.")
        {
            s_name, s_roles, s_keyOut, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Key,
        };
        add.SetAction(arguments => Output.GuardAsync(() => AddAsync(arguments)));
        var list = new Command("list", "Lists the operators.") { OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Json };
        list.SetAction(arguments => Output.GuardAsync(() => ListAsync(arguments)));
        var revoke = new Command("revoke", "Revokes an operator.") { s_name, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Key };
        revoke.SetAction(arguments => Output.GuardAsync(() => RevokeAsync(arguments)));
        return new Command("operators", "Who may decide tickets, kill, release, label and resolve.") { add, list, revoke };
    }

    private static async Task AddAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        string name = arguments.GetValue(s_name)!;
        OperatorRoster roster = await desk.RosterAsync();
        if (roster.Operators.Any(known => known.Name == name))
        {
            throw new OperateException($"the name {name} was given before", ExitCodes.DoesNotHold);
        }

        using OperatorKey key = OperatorKey.Create(name);
        using OperatorKey? signer = roster.Operators.Any() ? Passphrase.Unlock(arguments) : null;
        OperatorKeyFile.Create(arguments.GetValue(s_keyOut)!, key, Passphrase.AskForNew(name, isSigned: signer is not null));
        await AppendAsync(desk, signer ?? key, OperatorEvents.Enrolled, OperatorActs.Enrol(name, arguments.GetValue(s_roles) ?? [], key.PublicKey));
        Console.Out.WriteLine($"{name} is enrolled; the key is in {arguments.GetValue(s_keyOut)}");
    }

    private static async Task ListAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        OperatorRoster roster = await desk.RosterAsync();
        Output.Rows(
            arguments.GetValue(OperateOptions.Json),
            ["name", "roles", "enrolled_by", "enrolled_at", "revoked_at"],
            [.. roster.Operators.Select(o => new[] { o.Name, string.Join(", ", o.Roles), o.EnrolledBy, $"{o.EnrolledAt:u}", o.RevokedAt is { } at ? $"{at:u}" : "" })]);
    }

    private static async Task RevokeAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        using OperatorKey key = Passphrase.Unlock(arguments);
        string name = arguments.GetValue(s_name)!;
        await AppendAsync(desk, key, OperatorEvents.Revoked, OperatorActs.Revoke(name));
        if ((await desk.RosterAsync()).Operators.Any(o => o.Name == name && o.IsActive))
        {
            throw new OperateException($"the revocation of {name} does not count: only an active operator can sign it, and the last one stays", ExitCodes.DoesNotHold);
        }

        Console.Out.WriteLine($"{name} is revoked");
    }

    private static Task<bool> AppendAsync(OperatorDesk desk, OperatorKey key, string type, ReadOnlyMemory<byte> data) => SignedAct.AppendAsync(
        desk.Journal, key, desk.BundleStream, _ => ValueTask.FromResult<(string, ReadOnlyMemory<byte>)?>((type, data)), TimeProvider.System, CancellationToken.None);
}
