import { graphql } from "../../gql/index.ts";

/** What sides and offices do with a partnership as a whole; used by its forms. */

export const AnswerProposal = graphql(`
  mutation AnswerProposal($input: AnswerProposalInput!) {
    answerProposal(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

export const AcknowledgePartnership = graphql(`
  mutation AcknowledgePartnership($input: AcknowledgePartnershipInput!) {
    acknowledgePartnership(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

export const SuspendPartnership = graphql(`
  mutation SuspendPartnership($input: SuspendPartnershipInput!) {
    suspendPartnership(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

export const ResumePartnership = graphql(`
  mutation ResumePartnership($input: ResumePartnershipInput!) {
    resumePartnership(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

export const EndPartnership = graphql(`
  mutation EndPartnership($input: EndPartnershipInput!) {
    endPartnership(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);

export const SetLead = graphql(`
  mutation SetLead($input: SetLeadInput!) {
    setLead(input: $input) {
      __typename
      ... on Failure { code }
      ... on ValidationError { problems { code path params { name value } } }
      ... on InvalidTransition { params { name value } }
    }
  }
`);
