using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Approvals;

/// <summary>Which seats of a checkpoint people fill: each seat by a different person (spec 2.8).</summary>
internal static class SeatPlan
{
    /// <summary>Whether the people who agreed fill enough seats.</summary>
    public static bool IsSatisfied(ApprovalRequirement requirement, string requester, ImmutableArray<ApprovalDecision> decisions)
    {
        ApprovalDecision[] agreed =
        [
            .. decisions.Where(d => d.Choice == ApprovalChoice.AllowOnce && IsEligible(requirement, requester, d.Approver, d.Channel)),
        ];
        int needed = requirement.Seats.IsEmpty ? 1 : requirement.Rule switch
        {
            ApprovalRule.Any => 1,
            ApprovalRule.All => requirement.Seats.Length,
            _ => (requirement.Seats.Length / 2) + 1,
        };
        return requirement.Seats.IsEmpty ? agreed.Length > 0 : Filled(requirement.Seats, agreed) >= needed;
    }

    /// <summary>Whether a person may decide on a checkpoint through a channel.</summary>
    public static bool IsEligible(ApprovalRequirement requirement, string requester, Decider decider, ApprovalChannel channel)
    {
        bool isRequester = decider.Id == requester;
        if ((requirement.IsOutOfBand && channel != ApprovalChannel.Operator) || (requirement.SeparationOfDuties && isRequester))
        {
            return false;
        }

        return requirement.Seats.IsEmpty || requirement.Seats.Any(seat => Fits(seat, decider));
    }

    private static bool Fits(Approver seat, Decider decider) => seat.Kind switch
    {
        ApproverKind.User => decider.Id == seat.Name,
        ApproverKind.Role => decider.Roles.Contains(seat.Name),
        ApproverKind.Group => decider.Groups.Contains(seat.Name),
        _ => false,
    };

    /// <summary>The most seats that can be filled at once (a maximum matching by augmenting paths, Berge 1957).</summary>
    private static int Filled(ImmutableArray<Approver> seats, ApprovalDecision[] people)
    {
        int[] seatOf = new int[people.Length];
        Array.Fill(seatOf, -1);
        int filled = 0;
        for (int seat = 0; seat < seats.Length; seat++)
        {
            filled += TryFill(seats, people, seatOf, seat, new bool[people.Length]) ? 1 : 0;
        }

        return filled;
    }

    private static bool TryFill(ImmutableArray<Approver> seats, ApprovalDecision[] people, int[] seatOf, int seat, bool[] asked)
    {
        for (int person = 0; person < people.Length; person++)
        {
            if (asked[person] || !Fits(seats[seat], people[person].Approver))
            {
                continue;
            }

            asked[person] = true;
            if (seatOf[person] < 0 || TryFill(seats, people, seatOf, seatOf[person], asked))
            {
                seatOf[person] = seat;
                return true;
            }
        }

        return false;
    }
}
